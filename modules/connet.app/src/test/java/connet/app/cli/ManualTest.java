package connet.app.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManualTest {
  private final Map<String, String> pages = Manual.pages("1.2.3");

  private String page(String name) {
    return requireNonNull(pages.get(name));
  }

  @Test
  void eachCommandForPeopleHasAPage() {
    assertEquals(
        Set.of(
            "connet.1",
            "connet-server.1",
            "connet-control.1",
            "connet-relay.1",
            "connet-check.1",
            "connet-gen-key.1",
            "connet-demo.1",
            "connet-service.1",
            "connet-completion.1",
            "connet-help.1",
            "connet-version.1"),
        pages.keySet());
  }

  @Test
  void aPageBeginsAsIndexersWantIt() {
    assertTrue(
        page("connet-relay.1")
            .startsWith(
                """
                .TH "CONNET\\-RELAY" "1" "" "connet 1.2.3" "connet"
                .SH "NAME"
                connet\\-relay \\- runs a relay: the path for peers that cannot reach each other
                .SH "SYNOPSIS"
                """),
        page("connet-relay.1"));
  }

  @Test
  void optionsAreThereWithTheirValues() {
    assertTrue(page("connet.1").contains(".TP\n\\fB\\-\\-config\\fR=\\fIFILE\\fR\n"));
    assertTrue(page("connet.1").contains("\\fB\\-V\\fR, \\fB\\-\\-version\\fR\n"));
    assertTrue(page("connet-service.1").contains("\\fB\\-\\-dry\\-run\\fR\n"));
    assertTrue(page("connet-service.1").contains("\\fB\\-f\\fR, \\fB\\-\\-follow\\fR\n"));
  }

  @Test
  void rolesTellOfTheirConfiguration() {
    assertTrue(page("connet-relay.1").contains("\\fB[relay]\\fR"), page("connet-relay.1"));
    assertTrue(page("connet-relay.1").contains("\\fI/etc/connet/relay.toml\\fR\n"));
    assertTrue(page("connet.1").contains("\\fB[client.sources.NAME]\\fR"));
    assertFalse(page("connet-demo.1").contains("CONFIGURATION"));
  }

  @Test
  void nothingIsToldOfCommandsForPackages() {
    for (String page : pages.values()) {
      assertFalse(page.contains("man\\-pages"), page);
      assertFalse(page.contains("\\-\\-launcher"), page);
    }
  }

  @Test
  void noLineIsARequestByChance() {
    Roff roff = new Roff().text("a.").end().text(".b 'c").end().text("'d \\e").end();
    assertEquals("a.\n\\&.b \\(aqc\n\\(aqd \\ee\n", roff.toString());
  }
}
