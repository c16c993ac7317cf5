package connet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the code of our modules may use: rules that a descriptor cannot express. */
final class CodeTest {
  /** Written by the protobuf compiler. */
  private static final String GENERATED = "connet.protocol.wire";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPackages(
              "connet.protocol",
              "connet.transport",
              "connet.control",
              "connet.relay",
              "connet.client",
              "connet.app",
              "connet.testkit");

  @Test
  void nettyStaysInTheTransport() {
    check(
        noClasses()
            .that(resideOutsideOfPackages("connet.transport.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty.."),
        "the library can then be replaced in one place");
  }

  @Test
  void callbacksStayInTheTransport() {
    check(
        noClasses()
            .that(resideOutsideOfPackages("connet.transport.."))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(CompletionStage.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(CompletableFuture.class),
        "conversations are straight-line code on virtual threads");
  }

  @Test
  void rolesDoNotKnowEachOther() {
    for (String role : Set.of("control", "relay", "client")) {
      for (String other : Set.of("control", "relay", "client", "app")) {
        if (!role.equals(other)) {
          check(
              noClasses()
                  .that(resideInAPackage("connet." + role + ".."))
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("connet." + other + ".."),
              "only the application puts roles together");
        }
      }
    }
  }

  @Test
  void protocolHasNoSocketsThreadsClockOrLog() {
    check(
        noClasses()
            .that(resideInAPackage("connet.protocol.."))
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.net\\.(Datagram|Server)?Socket|java\\.nio\\.channels\\..*|java\\.lang\\.Thread"
                    + "|java\\.util\\.concurrent\\..*Executor.*|org\\.slf4j\\..*|java\\.util\\.logging\\..*")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime"),
        "what is said must be a pure function of what is given");
  }

  @Test
  void onlyTheApplicationPrints() {
    check(
        noClasses()
            .that(resideOutsideOfPackages("connet.app..", "connet.testkit.."))
            .should()
            .accessTargetWhere(
                describe("is System.out, System.err or a logger of the JDK", CodeTest::prints)),
        "a library that is embedded says what it has to say by slf4j");
  }

  @Test
  void nothingShippedUsesTheTestkit() {
    check(
        noClasses()
            .that(resideOutsideOfPackages("connet.testkit.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("connet.testkit..", "org.junit.."),
        "it is not in the image");
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<JavaPackage> packages = CLASSES.stream().map(JavaClass::getPackage).collect(toSet());
    Set<String> unmarked = new TreeSet<>();
    for (JavaPackage each : packages) {
      if (!each.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(each.getName());
      }
    }
    assertTrue(unmarked.remove(GENERATED), "the rules see the code");
    assertEquals(Set.of(), unmarked);
  }

  private static boolean prints(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    boolean console = owner.isEquivalentTo(System.class) && Set.of("out", "err").contains(name);
    return console || owner.getPackageName().equals("java.util.logging");
  }

  private static void check(ArchRule rule, String reason) {
    rule.because(reason).check(CLASSES);
  }
}
