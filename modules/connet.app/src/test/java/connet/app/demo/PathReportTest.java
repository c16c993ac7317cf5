package connet.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import connet.client.ClientStatus;
import connet.client.EndpointStatus;
import connet.client.PathInfo;
import connet.client.PeerStatus;
import connet.client.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathReportTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.ofLiteral("::1"), 40_000);

  private static PathReport report(PathInfo... paths) {
    EndpointStatus source =
        new EndpointStatus(
            "demo",
            EndpointStatus.Kind.SOURCE,
            Route.ANY,
            true,
            "",
            List.of(),
            List.of(new PeerStatus("id", "", List.of(), List.of(paths))),
            1,
            2,
            30,
            400);
    return PathReport.of(
        new ClientStatus(
            true, "", Optional.empty(), List.of(), ADDRESS, List.of(), List.of(source)));
  }

  private static PathInfo path(PathInfo.Kind kind, boolean usable) {
    return new PathInfo(kind, ADDRESS, "", Duration.ofNanos(412_345), usable);
  }

  @Test
  void isTheBestPathThatAnswers() {
    PathReport report =
        report(path(PathInfo.Kind.DIRECT_OUTGOING, false), path(PathInfo.Kind.RELAY, true));
    assertEquals(
        "{path=relay, address=[0:0:0:0:0:0:0:1]:40000, rtt=0.41, received=400, sent=30,"
            + " connections=2}",
        report.members().toString());
    assertEquals("direct", report(path(PathInfo.Kind.DIRECT_INCOMING, true)).word());
  }

  @Test
  void isNoneWhenNoPathAnswers() {
    assertEquals("none", report().word());
    assertEquals("none", report(path(PathInfo.Kind.RELAY, false)).word());
  }
}
