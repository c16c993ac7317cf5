package connet.app.config;

import connet.protocol.Bytes;
import connet.transport.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Setting<String> token = values.get(ClientKeys.TOKEN);
    if (token != null || values.refused(ClientKeys.TOKEN)) {
      return secret(token);
    }
    String variable = environment.get(TOKEN_VARIABLE);
    if (variable == null || variable.isEmpty() || values.get(ClientKeys.TOKEN_FILE) != null) {
      return tokenFile(
          ClientKeys.TOKEN_FILE,
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
    Setting<String> token = values.get(RelayKeys.TOKEN);
    if (token != null || values.refused(RelayKeys.TOKEN)) {
      return secret(token);
    }
    return tokenFile(
        RelayKeys.TOKEN_FILE,
        "no token: set token or token-file in [relay], --token or --token-file");
  }

  private String secret(@Nullable Setting<String> token) {
    if (token == null) {
      return "";
    }
    SecretFiles.warnWhenOthersMayRead(token.origin(), problems);
    return token.value();
  }

  private String tokenFile(Key<Path> key, String whenMissing) {
    Setting<Path> file = values.get(key);
    if (file == null) {
      Missing.note(values, key.table(), whenMissing, problems);
      return "";
    }
    List<String> tokens = Tokens.one(file, problems);
    return tokens.isEmpty() ? "" : tokens.getFirst();
  }

  /** The tokens of a server in their order; empty when none are set. */
  List<String> tokens(Key<List<String>> list, Key<Path> file) {
    Setting<List<String>> tokens = values.get(list);
    Setting<Path> tokensFile = values.get(file);
    if (tokens != null) {
      SecretFiles.warnWhenOthersMayRead(tokens.origin(), problems);
      Tokens.warnOfSame(tokens.value(), tokens.origin().where(), problems);
      return tokens.value();
    }
    return tokensFile == null ? List.of() : Tokens.many(tokensFile, problems);
  }

  /** The same, but a server that would admit nobody is refused. */
  List<String> requiredTokens(Key<List<String>> list, Key<Path> file) {
    if (values.get(list) == null && values.get(file) == null && !values.refused(list)) {
      Missing.note(
          values,
          list.table(),
          "no tokens, so nobody would be admitted: set "
              + list.name()
              + " or "
              + file.name()
              + " in ["
              + list.table().getFirst()
              + "], "
              + list.flag()
              + " or "
              + file.flag(),
          problems);
    }
    return tokens(list, file);
  }

  /** The authorities in the file of a key; empty, which means the system's, when none is set. */
  List<X509Certificate> authorities(Key<Path> key, Key<Path> other) {
    Setting<Path> first = values.get(key);
    Setting<Path> file = first == null ? values.get(other) : first;
    return file == null ? List.of() : CertificateFiles.authorities(file, problems);
  }

  /** The certificate and key in these files, or null when none are given. */
  @Nullable Identity certificate(@Nullable Setting<Path> certificate, @Nullable Setting<Path> key) {
    if (certificate != null && key != null) {
      return CertificateFiles.pair(certificate, key, problems);
    }
    if (certificate != null) {
      problems.add(certificate.origin(), "needs key-file as well");
    }
    if (key != null) {
      problems.add(key.origin(), "needs cert-file as well");
    }
    return null;
  }

  /** The text of a key, or another when it is not set. */
  String text(Key<String> key, String otherwise) {
    Setting<String> text = values.get(key);
    return text == null ? otherwise : text.value();
  }

  /** The address of a status page, or null when there shall be none. */
  @Nullable InetSocketAddress status(Key<Address> key) {
    Setting<Address> address = values.get(key);
    return address == null ? null : local(address);
  }

  /**
   * A duration; its default in the place of one that is not positive, as in the existing network.
   */
  Duration positive(Key<Duration> key) {
    Duration duration = values.or(key).value();
    if (duration.isPositive()) {
      return duration;
    }
    try {
      return GoDuration.parse(String.valueOf(key.fallback()));
    } catch (BadValueException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How long endpoints of lost connections are kept. */
  Duration expiry(Key<Boolean> disable, Key<Duration> timeout) {
    Setting<Boolean> disabled = values.get(disable);
    return disabled != null && disabled.value() ? Duration.ZERO : positive(timeout);
  }

  /** The key of stateless resets, if one is given. */
  Optional<Bytes> resetKey() {
    Setting<Bytes> key = values.get(ClientKeys.RESET_KEY);
    Setting<Path> file = values.get(ClientKeys.RESET_KEY_FILE);
    if (file != null) {
      return SecretFiles.key(file, problems);
    }
    return Optional.ofNullable(key).map(Setting::value);
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
