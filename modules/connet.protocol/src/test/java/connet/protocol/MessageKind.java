package connet.protocol;

import static connet.protocol.Vectors.bytes;
import static connet.protocol.Vectors.certificate;
import static connet.protocol.Vectors.list;
import static connet.protocol.Vectors.number;
import static connet.protocol.Vectors.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import connet.protocol.wire.ClientControl;
import connet.protocol.wire.ClientRelay;
import connet.protocol.wire.PeerPeer;
import connet.protocol.wire.RelayControl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The messages as the vectors name them: how ours are decoded, encoded, and made from the fields of
 * a vector.
 */
enum MessageKind {
  CLIENT_AUTHENTICATE_REQUEST(
      "client-control AuthenticateReq", ClientControl.AuthenticateReq.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return ClientAuthenticateRequest.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((ClientAuthenticateRequest) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return new ClientAuthenticateRequest(
          text(fields, "token"),
          bytes(fields, "reconnect_token"),
          text(fields, "build_version"),
          text(fields, "metadata"));
    }
  },
  CLIENT_AUTHENTICATE_RESPONSE(
      "client-control AuthenticateResp", ClientControl.AuthenticateResp.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return ClientAuthenticateResponse.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((ClientAuthenticateResponse) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return fields.has("error")
          ? new ClientAuthenticateResponse.Refused(error(fields))
          : new ClientAuthenticateResponse.Accepted(
              address(fields.getAsJsonObject("public")), bytes(fields, "reconnect_token"));
    }
  },
  CLIENT_REQUEST("client-control Request", ClientControl.Request.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return ClientRequest.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((ClientRequest) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      if (fields.has("announce")) {
        JsonObject announce = fields.getAsJsonObject("announce");
        return new ClientRequest.Announce(
            endpoint(announce), role(announce), peer(announce.getAsJsonObject("peer")));
      }
      JsonObject relay = fields.getAsJsonObject("relay");
      return new ClientRequest.Relay(
          endpoint(relay), role(relay), certificate(relay, "client_certificate"));
    }
  },
  CLIENT_RESPONSE("client-control Response", ClientControl.Response.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return ClientResponse.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((ClientResponse) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      if (fields.has("error")) {
        return new ClientResponse.Failed(error(fields));
      }
      if (fields.has("announce")) {
        return new ClientResponse.Announced(
            list(fields.getAsJsonObject("announce"), "peers").stream()
                .map(
                    p ->
                        new RemotePeer(
                            text(p, "id"), peer(p.getAsJsonObject("peer")), text(p, "metadata")))
                .toList());
      }
      return new ClientResponse.Relays(
          list(fields.getAsJsonObject("relay"), "relays").stream()
              .map(
                  r ->
                      new OfferedRelay(
                          text(r, "id"),
                          hostPorts(r),
                          certificate(r, "server_certificate"),
                          bytes(r, "authentication"),
                          text(r, "metadata")))
              .toList());
    }
  },
  RELAY_AUTHENTICATE_REQUEST(
      "relay-control AuthenticateReq", RelayControl.AuthenticateReq.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return RelayAuthenticateRequest.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((RelayAuthenticateRequest) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return new RelayAuthenticateRequest(
          text(fields, "token"),
          bytes(fields, "reconnect_token"),
          text(fields, "build_version"),
          hostPorts(fields),
          text(fields, "metadata"),
          certificate(fields, "server_certificate"),
          bytes(fields, "relay_authentication_key"));
    }
  },
  RELAY_AUTHENTICATE_RESPONSE(
      "relay-control AuthenticateResp", RelayControl.AuthenticateResp.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return RelayAuthenticateResponse.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((RelayAuthenticateResponse) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return fields.has("error")
          ? new RelayAuthenticateResponse.Refused(error(fields))
          : new RelayAuthenticateResponse.Accepted(
              text(fields, "control_id"),
              bytes(fields, "reconnect_token"),
              bytes(fields, "control_authentication_key"));
    }
  },
  CLIENT_TICKET("relay-control ClientAuthentication", RelayControl.ClientAuthentication.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return ClientTicket.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((ClientTicket) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return new ClientTicket(endpoint(fields), role(fields), text(fields, "certificate_key"));
    }
  },
  RELAY_CLIENT_AUTHENTICATE_REQUEST(
      "client-relay AuthenticateReq", ClientRelay.AuthenticateReq.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return RelayClientAuthenticateRequest.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((RelayClientAuthenticateRequest) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return new RelayClientAuthenticateRequest(
          bytes(fields, "authentication"), text(fields, "metadata"), text(fields, "build_version"));
    }
  },
  RELAY_CLIENT_AUTHENTICATE_RESPONSE(
      "client-relay AuthenticateResp", ClientRelay.AuthenticateResp.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return RelayClientAuthenticateResponse.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((RelayClientAuthenticateResponse) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      return fields.has("error")
          ? new RelayClientAuthenticateResponse.Refused(error(fields))
          : new RelayClientAuthenticateResponse.Accepted();
    }
  },
  PEER_REQUEST("peer-peer Request", PeerPeer.Request.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return PeerRequest.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((PeerRequest) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      if (!fields.has("connect")) {
        return new PeerRequest.Check();
      }
      JsonObject connect = fields.getAsJsonObject("connect");
      List<Integer> encryptions =
          connect.has("source_encryption")
              ? connect.getAsJsonArray("source_encryption").asList().stream()
                  .map(JsonElement::getAsInt)
                  .toList()
              : List.of();
      return new PeerRequest.Connect(
          encryptions, tls(connect, "source_tls"), ecdh(connect, "source_dh_x25519"));
    }
  },
  PEER_RESPONSE("peer-peer Response", PeerPeer.Response.parser()) {
    @Override
    Object decode(byte[] body) throws MalformedMessageException {
      return PeerResponse.decode(body);
    }

    @Override
    byte[] encode(Object message) {
      return ((PeerResponse) message).encode();
    }

    @Override
    Object of(JsonObject fields) {
      if (fields.has("error")) {
        return new PeerResponse.Refused(error(fields));
      }
      if (!fields.has("connect")) {
        return new PeerResponse.Checked();
      }
      JsonObject connect = fields.getAsJsonObject("connect");
      return new PeerResponse.Connected(
          number(connect, "proxy_proto"),
          number(connect, "destination_encryption"),
          tls(connect, "destination_tls"),
          ecdh(connect, "destination_dh_x25519"));
    }
  };

  private final String vectorName;
  private final Parser<? extends MessageLite> parser;

  MessageKind(String vectorName, Parser<? extends MessageLite> parser) {
    this.vectorName = vectorName;
    this.parser = parser;
  }

  static MessageKind named(String vectorName) {
    for (MessageKind kind : values()) {
      if (kind.vectorName.equals(vectorName)) {
        return kind;
      }
    }
    throw new AssertionError("no such message: " + vectorName);
  }

  /** The generated protobuf's parser, which ours uses as well. */
  Parser<? extends MessageLite> parser() {
    return parser;
  }

  abstract Object decode(byte[] body) throws MalformedMessageException;

  abstract byte[] encode(Object message);

  /** The message with the fields of a vector. */
  abstract Object of(JsonObject fields);

  private static ErrorStatus error(JsonObject fields) {
    JsonObject error = fields.getAsJsonObject("error");
    return new ErrorStatus(number(error, "code"), text(error, "message"));
  }

  private static String endpoint(JsonObject fields) {
    // The tickets' vectors say the name alone.
    JsonElement endpoint = fields.get("endpoint");
    return endpoint.isJsonPrimitive()
        ? endpoint.getAsString()
        : text(endpoint.getAsJsonObject(), "name");
  }

  private static Role role(JsonObject fields) {
    return switch (number(fields, "role")) {
      case 1 -> Role.DESTINATION;
      case 2 -> Role.SOURCE;
      default -> throw new AssertionError("no role: " + fields);
    };
  }

  private static Peer peer(JsonObject peer) {
    return new Peer(
        list(peer, "directs").stream().map(MessageKind::address).toList(),
        certificate(peer, "server_certificate"),
        certificate(peer, "client_certificate"),
        peer.has("relay_ids")
            ? peer.getAsJsonArray("relay_ids").asList().stream()
                .map(JsonElement::getAsString)
                .toList()
            : List.of());
  }

  private static InetSocketAddress address(JsonObject addrPort) {
    JsonObject addr = addrPort.getAsJsonObject("addr");
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(Vectors.hex(addr, addr.has("v6") ? "v6" : "v4")),
          number(addrPort, "port"));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static List<HostPort> hostPorts(JsonObject fields) {
    return list(fields, "addresses").stream()
        .map(a -> new HostPort(text(a, "host"), number(a, "port")))
        .toList();
  }

  private static Optional<TlsOffer> tls(JsonObject connect, String name) {
    return Optional.ofNullable(connect.getAsJsonObject(name))
        .map(offer -> new TlsOffer(text(offer, "client_name")));
  }

  private static Optional<EcdhOffer> ecdh(JsonObject connect, String name) {
    return Optional.ofNullable(connect.getAsJsonObject(name))
        .map(
            offer ->
                new EcdhOffer(
                    text(offer, "client_name"),
                    bytes(offer, "key_time"),
                    bytes(offer, "signature")));
  }
}
