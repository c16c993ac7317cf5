package connet.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import connet.protocol.wire.Model;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * Between what several messages hold and its protobuf. Decoding names the error code that answers a
 * bad one.
 */
final class Wire {
  private Wire() {}

  static <M extends MessageLite> M parse(Parser<M> parser, byte[] body, int errorCode)
      throws MalformedMessageException {
    try {
      return parser.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      MalformedMessageException malformed =
          new MalformedMessageException(errorCode, "the message cannot be read");
      malformed.initCause(e);
      throw malformed;
    }
  }

  /** Reads one entry of a list, which may be at most {@link Limits#ENTRY} long. */
  static <M extends MessageLite> M entry(Parser<M> parser, ByteString entry, int errorCode)
      throws MalformedMessageException {
    if (entry.size() > Limits.ENTRY) {
      throw new MalformedMessageException(errorCode, "an entry of " + entry.size() + " bytes");
    }
    return parse(parser, entry.toByteArray(), errorCode);
  }

  static ByteString toWire(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }

  static Bytes bytes(ByteString wire) {
    return Bytes.of(wire.toByteArray());
  }

  static ByteString toWire(DerCertificate certificate) {
    return ByteString.copyFrom(certificate.der());
  }

  /**
   * Whether it parses is for the one who uses it: only that there is something of a reasonable
   * length is checked.
   */
  static DerCertificate certificate(ByteString wire, int errorCode, String what)
      throws MalformedMessageException {
    if (wire.isEmpty()) {
      throw new MalformedMessageException(errorCode, "no " + what);
    }
    if (wire.size() > Limits.CERTIFICATE) {
      throw new MalformedMessageException(
          errorCode,
          "a "
              + what
              + " of "
              + wire.size()
              + " bytes, at most "
              + Limits.CERTIFICATE
              + " are taken");
    }
    return DerCertificate.of(wire.toByteArray());
  }

  static Model.AddrPort toWire(InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    Model.Addr.Builder addr = Model.Addr.newBuilder();
    if (ip.length == 4) {
      addr.setV4(ByteString.copyFrom(ip));
    } else {
      addr.setV6(ByteString.copyFrom(ip));
    }
    return Model.AddrPort.newBuilder().setAddr(addr).setPort(address.getPort()).build();
  }

  /**
   * As the existing network reads it: v6 counts when both are there, and of the port the low 16
   * bits.
   */
  static InetSocketAddress address(Model.AddrPort wire, int errorCode)
      throws MalformedMessageException {
    Model.Addr addr = wire.getAddr();
    boolean v6 = !addr.getV6().isEmpty();
    ByteString ip = v6 ? addr.getV6() : addr.getV4();
    if (ip.size() != (v6 ? 16 : 4)) {
      throw new MalformedMessageException(errorCode, "an IP address of " + ip.size() + " bytes");
    }
    try {
      // An IPv4-mapped IPv6 address becomes the IPv4 address here.
      InetAddress address = InetAddress.getByAddress(ip.toByteArray());
      return new InetSocketAddress(address, wire.getPort() & 0xffff);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are addresses", e);
    }
  }

  /** The address itself, when it is resolved. */
  static InetSocketAddress resolved(InetSocketAddress address) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("not resolved: " + address);
    }
    return address;
  }

  static Model.Endpoint endpoint(String name) {
    return Model.Endpoint.newBuilder().setName(name).build();
  }

  static String endpointName(Model.Endpoint wire, int errorCode) throws MalformedMessageException {
    String problem = EndpointName.problem(wire.getName()).orElse(null);
    if (problem != null) {
      throw new MalformedMessageException(errorCode, problem);
    }
    return wire.getName();
  }

  /** The text itself, when it is not longer than {@code limit} bytes of UTF-8. */
  static String text(String text, int limit, int errorCode, String what)
      throws MalformedMessageException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > limit) {
      throw new MalformedMessageException(
          errorCode, what + " of " + length + " bytes, at most " + limit + " are taken");
    }
    return text;
  }

  /** The id itself, when it is there, not too long, and fit for a log line. */
  static String id(String id, int errorCode, String what) throws MalformedMessageException {
    if (id.isEmpty()) {
      throw new MalformedMessageException(errorCode, what + " is missing");
    }
    return word(id, Limits.ID, errorCode, what);
  }

  /** As {@link #text}, without control characters. */
  static String word(String text, int limit, int errorCode, String what)
      throws MalformedMessageException {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new MalformedMessageException(errorCode, what + " holds control characters");
    }
    return text(text, limit, errorCode, what);
  }

  static void atMost(int count, int limit, int errorCode, String what)
      throws MalformedMessageException {
    if (count > limit) {
      throw new MalformedMessageException(
          errorCode, count + " " + what + ", at most " + limit + " are taken");
    }
  }
}
