package connet.client.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
  @Test
  void elementsAndTheirTextAreRead() throws Exception {
    Xml.Element root =
        Xml.parse(
            """
            \ufeff<?xml version="1.0"?>
            <!-- a > comment -->
            <s:root xmlns:s='a>b'><a> 1 &lt;&amp;&gt; 2 </a><b x="/"/><c><![CDATA[<raw>]]></c ></s:root>
            """);

    assertEquals("root", root.name());
    assertEquals(Optional.of("1 <&> 2"), root.text("a"));
    assertEquals(Optional.of(""), root.text("b"));
    assertEquals(Optional.of("<raw>"), root.text("c"));
    assertEquals(Optional.empty(), root.text("d"));
    assertEquals(3, root.children().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<a>",
        "<a></b>",
        "</a>",
        "<a></a><b></b>",
        "<a></a>text",
        "<a",
        "<a x=\"></a>",
        "<>",
        "< a></a>",
        "<a><!-- </a>",
        "<a>&nbsp;</a>",
        "<a>&#65;</a>",
        "<a>& </a>",
        "<!DOCTYPE a><a></a>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
        "<a><!ENTITY e 'x'></a>",
      })
  void whatIsNotPlainXmlIsRefused(String document) {
    assertThrows(IOException.class, () -> Xml.parse(document));
  }

  @Test
  void whatIsDeepOrHasVeryManyElementsIsRefused() throws Exception {
    Xml.parse("<a>".repeat(32) + "</a>".repeat(32));
    Xml.parse("<r>" + "<a/>".repeat(4_999) + "</r>");

    assertThrows(IOException.class, () -> Xml.parse("<a>".repeat(33) + "</a>".repeat(33)));
    assertThrows(IOException.class, () -> Xml.parse("<r>" + "<a/>".repeat(5_000) + "</r>"));
    assertThrows(IOException.class, () -> Xml.parse("<" + "a".repeat(300) + "/>"));
  }

  @Test
  void noiseEndsInNothingButItsError() {
    var random = new Random(4);
    String letters = "<>/!?-[]&;\"' ab=:ACDT";
    for (int i = 0; i < 20_000; i++) {
      var noise = new StringBuilder("<a>");
      for (int j = random.nextInt(30); j > 0; j--) {
        noise.append(letters.charAt(random.nextInt(letters.length())));
      }
      try {
        Xml.parse(noise + "</a>");
      } catch (IOException e) {
        assertEquals(IOException.class, e.getClass());
      }
    }
  }
}
