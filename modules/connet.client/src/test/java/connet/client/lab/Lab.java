package connet.client.lab;

import connet.client.Client;
import connet.client.ClientSettings;
import connet.client.HostPort;
import connet.protocol.Alpn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A control server and clients on the loopback interface, all ended together. */
public final class Lab implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Client> clients = new ArrayList<>();
  private FakeControl control;

  public Lab() throws IOException {
    this(Alpn.Kind.CLIENT_CONTROL.offered());
  }

  public Lab(List<String> controlAlpns) throws IOException {
    control = FakeControl.start(0, FakeControl.newLeaf(), controlAlpns);
  }

  public FakeControl control() {
    return control;
  }

  /** Ends the control server and starts one at the same address that knows nothing. */
  public void restartControl() throws IOException {
    control.close();
    control = FakeControl.start(control.port(), control.leaf(), Alpn.Kind.CLIENT_CONTROL.offered());
  }

  public ClientSettings settings() {
    return ClientSettings.of(new HostPort("localhost", control.port()), FakeControl.TOKEN)
        .withServerCas(List.of(control.leaf().certificate()))
        .withDirectAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** A client that is connected. */
  public Client client() throws IOException {
    Client client = Client.connect(settings());
    clients.add(client);
    return client;
  }

  /** Ends it with the lab. */
  public Client keep(Client client) {
    clients.add(client);
    return client;
  }

  /** Waits for what has no event to wait for. */
  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    clients.reversed().forEach(Client::close);
    control.close();
  }
}
