package connet.architecture;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the descriptors of our modules may say. */
final class ModulesTest {
  private static final String JSPECIFY = "org.jspecify";

  /**
   * Which of our modules each may know. A role knows what is said and how bytes move, and no other
   * role.
   */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "connet.protocol", Set.of(),
          "connet.transport", Set.of(),
          "connet.control", Set.of("connet.protocol", "connet.transport"),
          "connet.relay", Set.of("connet.protocol", "connet.transport"),
          "connet.client", Set.of("connet.protocol", "connet.transport"),
          "connet.testkit", Set.of("connet.protocol", "connet.transport"),
          "connet.app",
              Set.of(
                  "connet.protocol",
                  "connet.transport",
                  "connet.control",
                  "connet.relay",
                  "connet.client"));

  private final Map<String, ModuleDescriptor> modules = ours();

  @Test
  void allAreHere() {
    assertEquals(KNOWN.keySet(), modules.keySet());
  }

  @Test
  void eachKnowsOnlyThoseThatItMay() {
    modules.forEach(
        (name, module) -> {
          Set<String> unknown = new HashSet<>(required(module));
          unknown.removeIf(other -> !other.startsWith("connet."));
          unknown.removeAll(KNOWN.getOrDefault(name, Set.of()));
          assertEquals(Set.of(), unknown, name);
        });
  }

  /**
   * What else a module needs stays inside, so that it can be replaced without touching those who
   * embed it.
   */
  @Test
  void eachExportsItsRootPackageToEverybodyAndNothingElse() {
    modules.forEach(
        (name, module) -> {
          assertEquals(
              Set.of(name), module.exports().stream().map(Exports::source).collect(toSet()));
          assertEquals(List.of(), module.exports().stream().filter(Exports::isQualified).toList());
          assertEquals(Set.of(), module.opens(), name);
          assertFalse(module.isOpen(), name);
        });
  }

  /**
   * The nullness annotations are an exception: they show in signatures, and are not needed to run.
   */
  @Test
  void nobodyPassesOnWhatIsNotOurs() {
    modules.forEach(
        (name, module) ->
            assertEquals(
                List.of(),
                module.requires().stream()
                    .filter(r -> r.modifiers().contains(Requires.Modifier.TRANSITIVE))
                    .filter(r -> !r.name().startsWith("connet.") && !r.name().equals(JSPECIFY))
                    .toList(),
                name));
  }

  /** The protocol is pure: what it may stand on is counted. */
  @Test
  void protocolNeedsMessagesAndCryptographyOnly() {
    Set<String> more = new HashSet<>(required(requireNonNull(modules.get("connet.protocol"))));
    more.removeIf(name -> name.startsWith("org.bouncycastle."));
    more.removeAll(Set.of("java.base", "com.google.protobuf", JSPECIFY));
    assertEquals(Set.of(), more);
  }

  @Test
  void onlyTheTransportRequiresNetty() {
    modules.forEach(
        (name, module) -> {
          if (!name.equals("connet.transport")) {
            assertEquals(
                List.of(),
                required(module).stream().filter(r -> r.startsWith("io.netty")).toList(),
                name);
          }
        });
  }

  private static Set<String> required(ModuleDescriptor module) {
    return module.requires().stream().map(Requires::name).collect(toSet());
  }

  private static Map<String, ModuleDescriptor> ours() {
    try {
      List<ModuleDescriptor> found = new ArrayList<>();
      for (URL url :
          Collections.list(ModulesTest.class.getClassLoader().getResources("module-info.class"))) {
        try (InputStream in = url.openStream()) {
          found.add(ModuleDescriptor.read(in));
        }
      }
      return found.stream()
          .filter(module -> module.name().startsWith("connet."))
          .collect(toMap(ModuleDescriptor::name, module -> module, (a, b) -> a, TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
