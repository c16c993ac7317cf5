package connet.app.config;

import connet.transport.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings together with the files they name. Whatever is wrong is noted and a stand-in is
 * returned, so that reading goes on and everything is told at once; who asks must call {@link
 * Problems#check} before using the answers.
 */
final class Reading {
  private static final String TOKEN_VARIABLE = "CONNET_TOKEN";

  private final Values values;
  private final Map<String, String> environment;
  private final Problems problems;

  Reading(Values values, Map<String, String> environment, Problems problems) {
    this.values = values;
    this.environment = environment;
    this.problems = problems;
  }

  Values values() {
    return values;
  }

  Problems problems() {
    return problems;
  }

  /** The address to listen on, its host resolved. */
  InetSocketAddress local(Setting<Address> setting) {
    Address address = setting.value();
    if (address.host().isEmpty()) {
      return new InetSocketAddress(address.port());
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    } catch (UnknownHostException e) {
      problems.add(setting.origin(), "the name '" + address.host() + "' cannot be resolved");
      return InetSocketAddress.createUnresolved(address.host(), address.port());
    }
  }

  /** The token of a client. */
  String clientToken() {
    Setting<String> token = values.get(Keys.CLIENT_TOKEN);
    if (token != null) {
      return token.value();
    }
    String variable = environment.get(TOKEN_VARIABLE);
    if (variable == null || variable.isEmpty() || values.get(Keys.CLIENT_TOKEN_FILE) != null) {
      return tokenFile(
          Keys.CLIENT_TOKEN_FILE,
          "no token: set token or token-file in [client], --token, --token-file or $CONNET_TOKEN");
    }
    try {
      return Tokens.check(variable);
    } catch (BadValueException e) {
      problems.add(new Origin.Variable(TOKEN_VARIABLE), e.why());
      return "";
    }
  }

  /** The token of a relay. */
  String relayToken() {
    Setting<String> token = values.get(Keys.RELAY_TOKEN);
    return token != null
        ? token.value()
        : tokenFile(
            Keys.RELAY_TOKEN_FILE,
            "no token: set token or token-file in [relay], --token or --token-file");
  }

  private String tokenFile(Key<Path> key, String whenMissing) {
    Setting<Path> file = values.get(key);
    if (file == null) {
      problems.addLine(whenMissing);
      return "";
    }
    List<String> tokens = Tokens.one(file, problems);
    return tokens.isEmpty() ? "" : tokens.getFirst();
  }

  /** The tokens of a server; empty when none are set. */
  Set<String> tokens(Key<List<String>> list, Key<Path> file) {
    Setting<List<String>> tokens = values.get(list);
    Setting<Path> tokensFile = values.get(file);
    if (tokens != null) {
      return new LinkedHashSet<>(tokens.value());
    }
    return tokensFile == null ? Set.of() : new LinkedHashSet<>(Tokens.many(tokensFile, problems));
  }

  /** The same, but a server that would admit nobody is refused. */
  Set<String> requiredTokens(Key<List<String>> list, Key<Path> file) {
    if (values.get(list) == null && values.get(file) == null) {
      problems.addLine(
          "no tokens, so nobody would be admitted: set "
              + list.name()
              + " or "
              + file.name()
              + " in ["
              + list.table().getFirst()
              + "], "
              + list.flag()
              + " or "
              + file.flag());
    }
    return tokens(list, file);
  }

  /** The authorities in the file of a key; empty, which means the system's, when it is not set. */
  List<X509Certificate> authorities(Key<Path> key) {
    Setting<Path> file = values.get(key);
    return file == null ? List.of() : CertificateFiles.authorities(file, problems);
  }

  /** The certificate of a server, or null when it shall make its own. */
  @Nullable Identity certificate(Key<Path> certificate, Key<Path> key) {
    Setting<Path> certificateFile = values.get(certificate);
    Setting<Path> keyFile = values.get(key);
    if (certificateFile != null && keyFile != null) {
      return CertificateFiles.pair(certificateFile, keyFile, problems);
    }
    if (certificateFile != null) {
      problems.add(certificateFile.origin(), "needs " + key.name() + " as well");
    }
    if (keyFile != null) {
      problems.add(keyFile.origin(), "needs " + certificate.name() + " as well");
    }
    return null;
  }

  /** The folder that a key names, or null when it is not set. */
  @Nullable Path folder(Key<Path> key) {
    Setting<Path> folder = values.get(key);
    if (folder == null) {
      return null;
    }
    if (Files.exists(folder.value()) && !Files.isDirectory(folder.value())) {
      problems.add(folder.origin(), "is a file, not a folder: " + folder.value());
    }
    return folder.value();
  }
}
