package connet.app.role;

import connet.protocol.CertificateChecks;
import connet.protocol.Leaf;
import connet.protocol.Pem;
import connet.protocol.PemException;
import connet.protocol.SelfSigned;
import connet.transport.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of a server that was given none. It is made once and kept, as clients are handed
 * it; the key never exists in a file that others can read.
 *
 * @param certificate what the server identifies itself by
 * @param file the PEM file to hand to clients
 */
public record OwnCertificate(Identity certificate, Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
  private static final String CERTIFICATE = "cert.pem";
  private static final String KEY = "key.pem";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  /** The certificate that was given, else an own one, whose file is printed. */
  static Identity or(@Nullable Identity given, Path folder, String name, Host host)
      throws StartException {
    if (given != null) {
      return given;
    }
    OwnCertificate own = in(folder, name);
    host.out().println("certificate to hand to clients: " + own.file);
    return own.certificate;
  }

  /**
   * Reads the certificate in a folder, or makes it.
   *
   * @param host the name by which the server is dialed; localhost and the machine's addresses are
   *     added
   */
  public static OwnCertificate in(Path folder, String host) throws StartException {
    Path certificateFile = folder.resolve(CERTIFICATE);
    Path keyFile = folder.resolve(KEY);
    try {
      // The certificate is written last, so a key without one is left from a start that failed.
      if (!Files.exists(certificateFile)) {
        create(certificateFile, keyFile, hosts(host));
      }
      Identity certificate = read(certificateFile, keyFile);
      warnWhenUnfit(certificate.chain().getFirst(), host, certificateFile);
      return new OwnCertificate(certificate, certificateFile);
    } catch (IOException e) {
      throw new StartException("cannot keep a certificate: " + IoErrors.reason(e), e);
    }
  }

  private static Identity read(Path certificateFile, Path keyFile)
      throws IOException, StartException {
    try {
      List<X509Certificate> chain = Pem.certificates(Files.readAllBytes(certificateFile));
      PrivateKey key = Pem.privateKey(Files.readAllBytes(keyFile));
      Pem.checkPair(chain, key);
      return new Identity(chain, key);
    } catch (PemException e) {
      throw new StartException(
          e.getMessage()
              + ": "
              + keyFile
              + " for "
              + certificateFile
              + "; remove both to have a new certificate made",
          e);
    }
  }

  private static void create(Path certificateFile, Path keyFile, List<String> hosts)
      throws IOException {
    Leaf leaf = SelfSigned.forHosts(hosts, Instant.now());
    write(keyFile, Pem.encode(leaf.key()), "rw-------");
    write(certificateFile, Pem.encode(List.of(leaf.certificate())), "rw-r--r--");
    LOG.info("made a certificate file={} names={}", certificateFile, hosts);
  }

  /**
   * Writes a file that is there completely or not at all, and has its permissions from the start.
   */
  private static void write(Path file, byte[] content, String permissions) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            StateFolder.ownerOnly(permissions))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void warnWhenUnfit(X509Certificate certificate, String host, Path file) {
    try {
      CertificateChecks.checkValidity(certificate, Instant.now());
      if (!CertificateNames.of(certificate).contains(CertificateNames.spelled(host))) {
        LOG.warn(
            "the certificate does not name the host, remove it and its key to have a new one made"
                + " host={} file={}",
            host,
            file);
      }
    } catch (CertificateException e) {
      LOG.warn("{}, remove it and its key to have a new one made file={}", e.getMessage(), file);
    }
  }

  private static List<String> hosts(String host) {
    Set<String> hosts = new LinkedHashSet<>(List.of(host, "localhost", "127.0.0.1", "::1"));
    try {
      String machine = InetAddress.getLocalHost().getHostName();
      if (NAME.matcher(machine).matches()) {
        hosts.add(machine);
      }
    } catch (UnknownHostException e) {
      LOG.debug("this machine's name is not in the certificate why={}", e.getMessage());
    }
    try {
      for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : card.inetAddresses().toList()) {
          // A certificate can hold no zone: made anew, the address has none; of one link only, it
          // is nothing without.
          if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            hosts.add(InetAddress.getByAddress(address.getAddress()).getHostAddress());
          }
        }
      }
    } catch (SocketException | UnknownHostException e) {
      LOG.warn("cannot list this machine's addresses for the certificate error={}", e.getMessage());
    }
    return new ArrayList<>(hosts);
  }
}
