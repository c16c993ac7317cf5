package connet.control;

import static connet.control.TestServer.ANY_PORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.control.ControlIngress.Audience;
import connet.control.sample.Samples;
import connet.protocol.AddressRules;
import connet.protocol.Alpn;
import connet.protocol.Bytes;
import connet.protocol.Cidr;
import connet.protocol.ClientRequest;
import connet.protocol.ErrorCode;
import connet.protocol.ErrorStatus;
import connet.protocol.ErrorStatusException;
import connet.protocol.Role;
import connet.transport.QuicConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What addresses and tokens are good for. */
class RestrictionsTest {
  private static final AddressRules NOT_HERE =
      new AddressRules(List.of(), List.of(Cidr.parse("127.0.0.0/8")));
  private static final AddressRules HERE =
      new AddressRules(List.of(Cidr.parse("127.0.0.0/8")), List.of());
  private static final TokenRules WEB_SOURCES =
      new TokenRules(HERE, Optional.of(NamePattern.parse("^web-")), Optional.of(Role.SOURCE));

  @TempDir private Path folder;
  @TempDir private Path otherFolder;
  private TestServer outside;
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    outside = new TestServer(folder);
    server =
        ControlServer.start(
            new ControlSettings(
                List.of(
                    outside.ingress(ANY_PORT, HERE, Audience.CLIENTS),
                    outside.ingress(ANY_PORT, NOT_HERE, Audience.BOTH),
                    outside.ingress(ANY_PORT, AddressRules.NONE, Audience.RELAYS)),
                Map.of(
                    "web",
                    WEB_SOURCES,
                    "elsewhere",
                    new TokenRules(NOT_HERE, Optional.empty(), Optional.empty())),
                Map.of("here", HERE, "elsewhere", NOT_HERE),
                otherFolder,
                ControlSettings.DEFAULT_ENDPOINT_EXPIRY,
                "test"));
  }

  @AfterEach
  void stop() {
    server.close();
    outside.close();
  }

  private QuicConnection dial(String alpn, int ingress) throws IOException {
    return outside.dial(alpn, server.addresses().get(ingress));
  }

  private TestClient connect() throws IOException {
    return TestClient.connect(dial(Alpn.CONTROL_0_4, 0), "web", "me", Bytes.EMPTY);
  }

  @Test
  void anAddressIsRefusedBeforeTheHandshake() {
    long start = System.nanoTime();
    IOException e = assertThrows(IOException.class, () -> dial(Alpn.CONTROL_0_4, 1));
    assertTrue(String.valueOf(e.getMessage()).contains("refused"), e.getMessage());
    assertTrue(System.nanoTime() - start < 2_000_000_000L, "it was not told, it timed out");
    assertThrows(IOException.class, () -> dial(Alpn.CONTROL_RELAYS_0_4, 1));
  }

  @Test
  void eachAddressServesItsAudienceAlone() throws IOException {
    connect().close();
    assertThrows(IOException.class, () -> dial(Alpn.CONTROL_RELAYS_0_4, 0));
    assertThrows(IOException.class, () -> dial(Alpn.CONTROL_0_4, 2));
    connectRelay("here").close();
  }

  private TestRelay connectRelay(String token) throws IOException {
    return TestRelay.connect(
        dial(Alpn.CONTROL_RELAYS_0_4, 2), token, Samples.relay().certificate(), Bytes.EMPTY);
  }

  @Test
  void aTokenIsRefusedFromAnotherAddress() throws IOException {
    QuicConnection connection = dial(Alpn.CONTROL_0_4, 0);
    ErrorStatus refusal =
        assertThrows(
                ErrorStatusException.class,
                () -> TestClient.connect(connection, "elsewhere", "me", Bytes.EMPTY))
            .status();
    assertEquals(ErrorCode.AUTHENTICATION_FAILED, refusal.code());
    assertTrue(refusal.message().contains("127.0.0.1"), refusal.message());
    ErrorStatus relay =
        assertThrows(ErrorStatusException.class, () -> connectRelay("elsewhere")).status();
    assertEquals(ErrorCode.AUTHENTICATION_FAILED, relay.code());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEndpointThatATokenIsNotGoodForIsRefused(boolean announce) throws IOException {
    assertEquals(ErrorCode.ENDPOINT_NOT_ALLOWED, answer(announce, "my-web-1", Role.SOURCE).code());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRoleThatATokenIsNotGoodForIsRefused(boolean announce) throws IOException {
    assertEquals(ErrorCode.ROLE_NOT_ALLOWED, answer(announce, "web-1", Role.DESTINATION).code());
  }

  private ErrorStatus answer(boolean announce, String endpoint, Role role) throws IOException {
    try (TestClient client = connect()) {
      TestStream stream = client.open();
      stream.send(
          announce
              ? new ClientRequest.Announce(endpoint, role, Samples.peer(1)).encode()
              : new ClientRequest.Relay(endpoint, role, Samples.peer(1).clientCertificate())
                  .encode());
      return stream.error();
    }
  }

  @Test
  void whatATokenIsGoodForIsGranted() throws IOException {
    try (TestClient client = connect()) {
      assertEquals(List.of(), client.announce("web-1", Role.SOURCE).peers());
    }
  }
}
