package connet.app.config;

import connet.client.DestinationSettings;
import connet.client.Front;
import connet.client.LoadBalancing;
import connet.client.RelayEncryption;
import connet.client.Route;
import connet.client.Service;
import connet.client.SourceSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the destinations and sources of a client. */
final class Endpoints {
  private static final LoadBalancing NO_BALANCING = LoadBalancing.none();
  private static final String RETRIES = "lb-retry = \"count\" or \"timed\"";

  private final Reading reading;
  private final Values values;
  private final Problems problems;
  private final List<RelayEncryption> usualEncryptions;

  Endpoints(Reading reading) {
    this.reading = reading;
    this.values = reading.values();
    this.problems = reading.problems();
    Setting<List<RelayEncryption>> usual = values.get(ClientKeys.RELAY_ENCRYPTIONS);
    this.usualEncryptions = usual == null ? RelayEncryption.USUAL : usual.value();
  }

  List<ClientConfig.Destination> destinations() {
    List<ClientConfig.Destination> destinations = new ArrayList<>();
    values
        .named(Tables.DESTINATIONS)
        .forEach(
            (name, origin) -> {
              List<String> table = Tables.child(Tables.DESTINATIONS, name);
              Service service = service(table, origin);
              DestinationSettings settings = destinationSettings(table);
              if (service != null) {
                warnOfProxyHeader(table, service);
                destinations.add(new ClientConfig.Destination(name, settings, service));
              }
            });
    return List.copyOf(destinations);
  }

  /** What serves the web itself takes such a header for a malformed request. */
  private void warnOfProxyHeader(List<String> table, Service service) {
    var proxy = values.get(table, EndpointKeys.DESTINATION_PROXY);
    boolean web = service instanceof Service.Http || service instanceof Service.Files;
    if (proxy != null && web) {
      problems.warn(
          proxy.origin().where()
              + " makes every request fail with 400, it is for destinations of the kinds tcp and"
              + " tls");
    }
  }

  private @Nullable Service service(List<String> table, Origin origin) {
    Setting<Address> addr = values.get(table, EndpointKeys.DESTINATION_ADDR);
    EndpointFiles files = new EndpointFiles(reading, table, EndpointKeys.DESTINATION);
    if (addr != null) {
      files.warnOfNeedless("a destination with addr");
      return new Service.Tcp(ServiceUrls.hostPort(addr.value()));
    }
    Setting<EndpointUrl> url = values.get(table, EndpointKeys.DESTINATION.url());
    if (url == null) {
      if (!values.refused(table, EndpointKeys.DESTINATION_ADDR)) {
        missing(origin, "--dst-addr", "localhost:3000", "--dst-url", "tcp://localhost:3000");
      }
      return null;
    }
    try {
      Service service = ServiceUrls.service(url.value(), files);
      if (service instanceof Service.Files(Path root)) {
        noteAbsence(root, url.origin());
      }
      return service;
    } catch (BadValueException e) {
      problems.add(url.origin(), e.why());
      return null;
    }
  }

  private void noteAbsence(Path root, Origin origin) {
    if (!Files.isDirectory(root)) {
      problems.addAbsence(origin, "there is no folder " + root.toAbsolutePath());
    } else if (!Files.isReadable(root) || !Files.isExecutable(root)) {
      problems.addAbsence(origin, "no permission to read the folder " + root.toAbsolutePath());
    }
  }

  private DestinationSettings destinationSettings(List<String> table) {
    EndpointKeys.Common keys = EndpointKeys.DESTINATION;
    DestinationSettings settings =
        DestinationSettings.of(values.or(table, keys.route()).value())
            .withRelayEncryptions(encryptions(table, keys))
            .withDialTimeout(dialTimeout(table, keys));
    var proxy = values.get(table, EndpointKeys.DESTINATION_PROXY);
    return proxy == null ? settings : settings.withProxyProtocol(proxy.value());
  }

  List<ClientConfig.Source> sources() {
    List<ClientConfig.Source> sources = new ArrayList<>();
    Map<InetSocketAddress, Origin> taken = new HashMap<>();
    values
        .named(Tables.SOURCES)
        .forEach(
            (name, origin) -> {
              List<String> table = Tables.child(Tables.SOURCES, name);
              Front front = front(table, origin, taken);
              SourceSettings settings = sourceSettings(table);
              if (front != null) {
                sources.add(new ClientConfig.Source(name, settings, front));
              }
            });
    return List.copyOf(sources);
  }

  private @Nullable Front front(
      List<String> table, Origin origin, Map<InetSocketAddress, Origin> taken) {
    Setting<Address> addr = values.get(table, EndpointKeys.SOURCE_ADDR);
    Setting<EndpointUrl> url = values.get(table, EndpointKeys.SOURCE.url());
    EndpointFiles files = new EndpointFiles(reading, table, EndpointKeys.SOURCE);
    if (addr != null) {
      files.warnOfNeedless("a source with addr");
      return new Front.Tcp(listening(addr.value(), addr.origin(), taken));
    }
    if (url == null) {
      if (!values.refused(table, EndpointKeys.SOURCE_ADDR)) {
        missing(origin, "--src-addr", ":8000", "--src-url", "tcp://:8000");
      }
      return null;
    }
    try {
      ServiceUrls.checkSource(url.value());
      InetSocketAddress address = listening(url, taken);
      return ServiceUrls.front(url.value(), address, files);
    } catch (BadValueException e) {
      problems.add(url.origin(), e.why());
      return null;
    }
  }

  /** A stand-in after noting what is wrong, so that the certificates are looked at as well. */
  private InetSocketAddress listening(
      Setting<EndpointUrl> url, Map<InetSocketAddress, Origin> taken) {
    try {
      return listening(ServiceUrls.listens(url.value()), url.origin(), taken);
    } catch (BadValueException e) {
      problems.add(url.origin(), e.why());
      return new InetSocketAddress(0);
    }
  }

  private InetSocketAddress listening(
      Address address, Origin origin, Map<InetSocketAddress, Origin> taken) {
    InetSocketAddress local = reading.local(new Setting<>(address, origin));
    Origin other = local.getPort() == 0 ? null : taken.put(local, origin);
    if (other != null) {
      problems.add(origin, "is taken by " + other.where());
    }
    return local;
  }

  private SourceSettings sourceSettings(List<String> table) {
    EndpointKeys.Common keys = EndpointKeys.SOURCE;
    Route route = values.or(table, keys.route()).value();
    var policy = values.get(table, EndpointKeys.SOURCE_POLICY);
    var retry = values.get(table, EndpointKeys.SOURCE_RETRY);
    var most = values.get(table, EndpointKeys.SOURCE_RETRY_MAX);
    warnOfNeedless(retry, policy == null, "lb-policy");
    warnOfNeedless(most, retry == null || retry.value() == LoadBalancing.Retry.ALL, RETRIES);
    return SourceSettings.of(route)
        .withRelayEncryptions(encryptions(table, keys))
        .withDialTimeout(dialTimeout(table, keys))
        .withLoadBalancing(
            new LoadBalancing(
                policy == null ? NO_BALANCING.policy() : policy.value(),
                retry == null ? NO_BALANCING.retry() : retry.value(),
                most == null ? NO_BALANCING.retryMax() : most.value()));
  }

  private void warnOfNeedless(@Nullable Setting<?> setting, boolean needless, String without) {
    if (setting != null && needless) {
      problems.warn(setting.origin().where() + " does nothing without " + without);
    }
  }

  private List<RelayEncryption> encryptions(List<String> table, EndpointKeys.Common keys) {
    Setting<List<RelayEncryption>> own = values.get(table, keys.relayEncryptions());
    return own == null ? usualEncryptions : own.value();
  }

  private Duration dialTimeout(List<String> table, EndpointKeys.Common keys) {
    Setting<Duration> timeout = values.get(table, keys.dialTimeout());
    if (timeout == null) {
      return Duration.ZERO;
    }
    if (timeout.value().isNegative()) {
      problems.add(timeout.origin(), "must not be negative");
      return Duration.ZERO;
    }
    return timeout.value();
  }

  private void missing(Origin origin, String flag, String addr, String urlFlag, String url) {
    String remedy =
        origin instanceof Origin.Flag
            ? flag + " or " + urlFlag
            : "addr = \"" + addr + "\" or url = \"" + url + "\"";
    problems.addMissing(origin.where() + ": has no address, add " + remedy);
  }
}
