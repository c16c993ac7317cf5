package connet.client.portmap;

import static connet.client.portmap.NatPmpTest.HERE;
import static connet.client.portmap.NatPmpTest.LOOPBACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connet.client.lab.FakeIgd;
import connet.client.lab.Lab;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpnpTest {
  private static final int OUR_PORT = 19_192;

  private static Protocol.Gateway find(FakeIgd igd) throws IOException {
    return new Upnp(Optional.empty(), igd.searchPort()).find(HERE, OUR_PORT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aPortIsMappedRenewedAndGivenBack(int version) throws Exception {
    try (FakeIgd igd = FakeIgd.start(version)) {
      Protocol.Gateway gateway = find(igd);

      Grant grant = gateway.map(OUR_PORT, Lab.PATIENCE);

      assertEquals(new InetSocketAddress("203.0.113.7", OUR_PORT), grant.external());
      assertEquals(
          Map.of(
              "NewRemoteHost", "",
              "NewExternalPort", "19192",
              "NewProtocol", "UDP",
              "NewInternalPort", "19192",
              "NewInternalClient", "127.0.0.1",
              "NewEnabled", "1",
              "NewPortMappingDescription", "connet",
              "NewLeaseDuration", "600"),
          igd.mapped().get().get("19192"));
      assertTrue(gateway.holds(grant));
      assertEquals(grant, gateway.map(OUR_PORT, Lab.PATIENCE));
      gateway.release();
      assertEquals(Map.of(), igd.mapped().get());
    }
  }

  @Test
  void aRouterThatKnowsNoLeasesMapsForEverAndIsAskedAgainAllTheSame() throws Exception {
    try (FakeIgd igd = FakeIgd.start(1)) {
      igd.onlyPermanent();

      Grant grant = find(igd).map(OUR_PORT, Lab.PATIENCE);

      assertEquals(Duration.ofMinutes(10), grant.lifetime());
      Map<String, String> entry = Objects.requireNonNull(igd.mapped().get().get("19192"));
      assertEquals("0", entry.get("NewLeaseDuration"));
    }
  }

  @Test
  void aPortThatIsTakenIsLeftAloneAndAnotherMapped() throws Exception {
    try (FakeIgd igd = FakeIgd.start(1)) {
      igd.refuse(Map.of("AddPortMapping19192", 718));
      Protocol.Gateway gateway = find(igd);

      Grant grant = gateway.map(OUR_PORT, Lab.PATIENCE);

      assertNotEquals(OUR_PORT, grant.external().getPort());
      gateway.release();
      assertEquals(Map.of(), igd.mapped().get());
    }
  }

  @ParameterizedTest
  @CsvSource({"718, 5", "606, 1", "402, 2", "99999, 1"})
  void aRouterThatDoesNotMapIsAskedAFewTimesAndKeepsWhatOthersHave(int code, int times)
      throws Exception {
    try (FakeIgd igd = FakeIgd.start(1)) {
      igd.refuse(Map.of("AddPortMapping", code));
      Protocol.Gateway gateway = find(igd);

      assertThrows(RefusedByGatewayException.class, () -> gateway.map(OUR_PORT, Lab.PATIENCE));

      gateway.release();
      List<String> called = igd.called().get();
      assertEquals(times, called.stream().filter("AddPortMapping"::equals).count());
      assertFalse(called.contains("DeletePortMapping"));
    }
  }

  @Test
  void aRestartAndANewAddressAreNoticed() throws Exception {
    try (FakeIgd igd = FakeIgd.start(1)) {
      Protocol.Gateway gateway = find(igd);
      Grant grant = gateway.map(OUR_PORT, Lab.PATIENCE);

      igd.forget();
      assertFalse(gateway.holds(grant));
      assertTrue(gateway.holds(gateway.map(OUR_PORT, Lab.PATIENCE)));

      igd.external("203.0.113.8");
      assertFalse(gateway.holds(grant));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "0.0.0.0", "::1", "1.2.3.4.5"})
  void aRouterWithoutAnAddressIsNone(String external) throws Exception {
    try (FakeIgd igd = FakeIgd.start(1)) {
      igd.external(external);

      assertThrows(IOException.class, () -> find(igd));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1900/d.xml, true",
    "HTTP://127.0.0.1/d.xml, true",
    "http://127.0.0.2:1900/d.xml, false",
    "http://localhost:1900/d.xml, false",
    "https://127.0.0.1:1900/d.xml, false",
    "file:///etc/passwd, false",
    "http://127.0.0.1:0/d.xml, false",
    "http://127.0.0.1:99999/d.xml, false",
    "http://127.0.0.1:19 00/d.xml, false",
    "'', false",
  })
  void aDescriptionIsReadOnlyFromTheMachineThatAnswers(String location, boolean read) {
    String answer = "HTTP/1.1 200 OK\r\nST: x\r\nLOCATION:  " + location + "\r\n\r\n";

    assertEquals(read, Ssdp.location(answer, LOOPBACK).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NOTIFY * HTTP/1.1", "HTTP/1.1 404 No", "HTTP/1.1 2000 x"})
  void whatIsNoAnswerToTheSearchIsPassedOver(String first) {
    String answer = first + "\r\nLocation: http://127.0.0.1/d.xml\r\n\r\n";

    assertEquals(Optional.empty(), Ssdp.location(answer, LOOPBACK));
  }

  /** Base, control address, and what comes of them. */
  @ParameterizedTest
  @CsvSource({
    "'', /ctl, http://192.0.2.1:5000/ctl",
    "'', ctl, http://192.0.2.1:5000/a/ctl",
    "http://192.0.2.1:6000/, /ctl, http://192.0.2.1:6000/ctl",
    "'', http://192.0.2.1:7000/ctl, http://192.0.2.1:7000/ctl",
    "'', http://192.0.2.2/ctl, ",
    "http://192.0.2.2/, /ctl, ",
    "'', https://192.0.2.1/ctl, ",
    "'', 'a b', ",
  })
  void actionsAreCalledOnlyAtTheMachineThatDescribesThem(String base, String ctl, String url)
      throws Exception {
    String type = "urn:schemas-upnp-org:service:WANIPConnection:1";
    String device =
        """
        <root>
          <URLBase>%s</URLBase>
          <service><serviceType>%s</serviceType><controlURL>%s</controlURL></service>
        </root>
        """
            .formatted(base, type, ctl);

    List<IgdService> found =
        IgdService.of(Xml.parse(device), URI.create("http://192.0.2.1:5000/a/d"));

    assertEquals(url == null ? List.of() : List.of(new IgdService(type, URI.create(url))), found);
  }
}
