package connet.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "relay.example.org:19191, relay.example.org, 19191",
    "192.0.2.1:1, 192.0.2.1, 1",
    "[2001:db8::2]:65535, 2001:db8::2, 65535",
    ":0, '', 0"
  })
  void hostsAndPortsAreReadAndWritten(String text, String host, int port) {
    assertEquals(new HostPort(host, port), HostPort.parse(text));
    assertEquals(text, HostPort.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:",
        "host:65536",
        "host:-1",
        "host:+1",
        "host:1a",
        "host:٣",
        "2001:db8::2",
        "2001:db8::2:80",
        "[2001:db8::2]",
        "host:000080"
      })
  void whatIsNoHostAndPortIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
  }

  @Test
  void aHostTakesOffItsBracketsAndKeepsItsLimits() {
    assertEquals(new HostPort("::1", 1), new HostPort("[::1]", 1));
    assertThrows(IllegalArgumentException.class, () -> new HostPort("h", 65536));
    assertThrows(IllegalArgumentException.class, () -> new HostPort("h", -1));
    assertThrows(IllegalArgumentException.class, () -> new HostPort("h".repeat(256), 1));
  }

  @Test
  void idsAreRandomAndOfOneForm() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      String id = Ids.random();
      assertTrue(Ids.valid(id), id);
      ids.add(id);
    }
    assertEquals(100, ids.size());
    String id = ids.iterator().next();
    assertTrue(Ids.peerServerName(id).endsWith(".connet.peer.invalid"));
    assertTrue(Ids.relayServerName(id).endsWith(".reserve.relay.invalid"));
    assertTrue(Ids.controlServerId(id).endsWith(".relay.control.invalid"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "000000000000000000000000000000000000000000000000000",
        "00000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000001",
        "000000000000000000000000000000000000000000000000000G",
        "w000000000000000000000000000000000000000000000000000"
      })
  void whatIsNoIdIsSeen(String text) {
    assertFalse(Ids.valid(text));
  }

  /** The examples of RFC 4648, section 10. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, co",
    "fo, cpng",
    "foo, cpnmu",
    "foob, cpnmuog",
    "fooba, cpnmuoj1",
    "foobar, cpnmuoj1e8"
  })
  void base32hex(String text, String encoded) {
    assertEquals(encoded, Base32Hex.encode(text.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void bytesAreAValueThatDoesNotTellItself() {
    byte[] source = {1, 2, 3};
    Bytes bytes = Bytes.of(source);
    source[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.of(new byte[] {1, 2, 3}), bytes);
    assertNotEquals(Bytes.of(new byte[] {1, 2}), bytes);
    assertEquals("3 bytes", bytes.toString());
    assertSame(Bytes.EMPTY, Bytes.of(new byte[0]));
    assertEquals(3, bytes.length());
    assertTrue(Bytes.EMPTY.isEmpty() && !bytes.isEmpty());
    assertEquals(Bytes.random(5, new Random(1)), Bytes.random(5, new Random(1)));
  }

  @Test
  void tokensAreInNoText() {
    Bytes token = Bytes.of(new byte[] {1});
    assertFalse(
        new ClientAuthenticateRequest("secret", token, "1", "m").toString().contains("secret"));
    assertFalse(
        new RelayAuthenticateRequest(
                "secret", token, "1", List.of(), "m", DerCertificate.of(new byte[1]), token)
            .toString()
            .contains("secret"));
  }

  @Test
  void aPeersAddressesAreResolved() {
    InetSocketAddress unresolved = InetSocketAddress.createUnresolved("example.org", 1);
    DerCertificate certificate = DerCertificate.of(new byte[1]);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Peer(List.of(unresolved), certificate, certificate, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClientAuthenticateResponse.Accepted(unresolved, Bytes.EMPTY));
  }

  @Test
  void rolesHaveOpposites() {
    assertEquals(Role.SOURCE, Role.DESTINATION.opposite());
    assertEquals(Role.DESTINATION, Role.SOURCE.opposite());
    assertEquals("destination", Role.DESTINATION.toString());
    assertEquals("source", Role.SOURCE.toString());
  }

  @Test
  void namesOfEndpointsAreChecked() {
    assertEquals("größe/ø", EndpointName.check("größe/ø"));
    assertEquals(
        "an endpoint's name must not be empty",
        assertThrows(IllegalArgumentException.class, () -> EndpointName.check("")).getMessage());
    assertEquals(
        "an endpoint's name has at most 256 bytes, this one 258",
        assertThrows(IllegalArgumentException.class, () -> EndpointName.check("ø".repeat(129)))
            .getMessage());
    assertEquals(
        "an endpoint's name must not hold control characters",
        assertThrows(IllegalArgumentException.class, () -> EndpointName.check("a\tb"))
            .getMessage());
  }

  @Test
  void errorsAreForPeople() {
    assertEquals("no such token (100)", new ErrorStatus(100, "no such token").toString());
    assertEquals("authentication failed (100)", new ErrorStatus(100, "").toString());
    assertEquals("error 999 (999)", new ErrorStatus(999, "").toString());
    ErrorStatus status = new ErrorStatus(500, "nobody there");
    ErrorStatusException exception = new ErrorStatusException(status);
    assertEquals("nobody there (500)", exception.getMessage());
    assertEquals(status, exception.status());
  }
}
