package connet.client.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final String HEADING =
      "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT";

  private static Optional<Inet4Address> router(String address) {
    return Optional.of((Inet4Address) InetAddress.ofLiteral(address));
  }

  @Test
  void linuxTellsTheDefaultGatewayOfTheLowestMetric() {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);

    assertEquals(
        router("192.168.1.1"),
        RouteTable.ofLinux(
            List.of(
                HEADING,
                "wlan0\t00000000\t0101000A\t0003\t0\t0\t600\t00000000\t0\t0\t0",
                "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0",
                "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0")));
  }

  @Test
  void linuxRoutesWithoutAGatewayOrOfOthersAreNone() {
    assertEquals(
        Optional.empty(),
        RouteTable.ofLinux(
            List.of(
                HEADING,
                "tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0",
                "tun0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0",
                "eth0\t00000000\t0101A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0",
                "eth0\t00000000\tGATEWAY!\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                "eth0\t00000000\t0101A8C0\t0003",
                "")));
    assertEquals(Optional.empty(), RouteTable.ofLinux(List.of()));
  }

  @Test
  void netstatTellsTheFirstDefaultGateway() {
    assertEquals(
        router("192.168.1.254"),
        RouteTable.ofBsd(
            List.of(
                "Routing tables",
                "",
                "Internet:",
                "Destination        Gateway            Flags           Netif Expire",
                "default            link#14            UCSg            utun3",
                "default            192.168.1.254      UGScg             en0",
                "default            192.168.1.300      UGScg             en0",
                "127                127.0.0.1          UCS               lo0")));
  }

  @Test
  void windowsTellsTheDefaultGatewayOfTheLowestMetric() {
    assertEquals(
        router("10.1.0.1"),
        RouteTable.ofWindows(
            List.of(
                "IPv4 Route Table",
                "Network Destination        Netmask          Gateway       Interface  Metric",
                "          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.23     50",
                "          0.0.0.0          0.0.0.0         10.1.0.1         10.1.0.9     25",
                "          0.0.0.0          0.0.0.0          On-link         10.8.0.2      1",
                "Persistent Routes:",
                "  None")));
  }
}
