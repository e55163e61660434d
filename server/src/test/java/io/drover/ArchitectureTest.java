package io.drover;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The import table: which package may know which. A change here is a decision, and is written down
/// as one.
class ArchitectureTest {
  private static final String ROOT = "io.drover";

  /// Every package may import these.
  private static final Set<String> ALWAYS = Set.of("protocol", "rejection", "arn", "paging");

  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("protocol", Set.of()),
          Map.entry("rejection", Set.of()),
          Map.entry("arn", Set.of()),
          Map.entry("paging", Set.of()),
          Map.entry("wire", Set.of()),
          Map.entry("signature", Set.of("wire")),
          Map.entry("store", Set.of()),
          Map.entry("background", Set.of()),
          Map.entry("messaging", Set.of()),
          Map.entry("cli", Set.of()),
          Map.entry("changes", Set.of("store")),
          Map.entry("artifacts", Set.of("store", "signature")),
          Map.entry("tags", Set.of("store")),
          Map.entry("events", Set.of("store")),
          Map.entry("identity", Set.of("store", "changes", "tags")),
          Map.entry("registry", Set.of("store", "changes", "identity", "tags", "background")),
          Map.entry(
              "jobs", Set.of("store", "changes", "registry", "artifacts", "background", "tags")),
          Map.entry("connectivity", Set.of("store", "changes", "background")),
          Map.entry(
              "fleetindex",
              Set.of("store", "changes", "registry", "shadow", "connectivity", "background")),
          Map.entry("fleetmetrics", Set.of("store", "fleetindex", "background", "tags")),
          Map.entry("metrics", Set.of("fleetmetrics")),
          Map.entry("shadow", Set.of("store", "changes", "registry", "background")),
          Map.entry(
              "api",
              Set.of(
                  "wire",
                  "signature",
                  "store",
                  "changes",
                  "identity",
                  "registry",
                  "jobs",
                  "fleetindex",
                  "fleetmetrics",
                  "shadow",
                  "connectivity",
                  "artifacts",
                  "tags",
                  "events",
                  "background",
                  "messaging")),
          Map.entry(
              "gateway",
              Set.of(
                  "wire",
                  "signature",
                  "store",
                  "changes",
                  "identity",
                  "registry",
                  "jobs",
                  "shadow",
                  "connectivity",
                  "artifacts",
                  "tags",
                  "events",
                  "background",
                  "messaging")));

  /// Libraries that must not spread: the prefix of their packages, and who may use them.
  private static final Map<String, List<String>> FENCES =
      Map.ofEntries(
          Map.entry("java.sql", List.of("store")),
          Map.entry("org.sqlite", List.of("store")),
          Map.entry("com.zaxxer.hikari", List.of("store")),
          Map.entry("software.amazon.awssdk", List.of("artifacts", "cli")),
          Map.entry("org.gaul.s3proxy", List.of("artifacts")),
          Map.entry("org.jclouds", List.of("artifacts")),
          Map.entry("org.bouncycastle", List.of("identity")),
          Map.entry("io.micrometer", List.of("metrics")),
          Map.entry("org.apache.lucene", List.of("fleetindex")),
          Map.entry("com.cronutils", List.of("jobs.configuration")),
          Map.entry("io.helidon", List.of("api.http")),
          Map.entry("io.netty", List.of("gateway.broker")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    MAY_IMPORT.forEach(
        (name, allowed) -> {
          Set<String> known = new HashSet<>(ALWAYS);
          known.addAll(allowed);
          known.add(name);
          noClasses()
              .that()
              .resideInAPackage(ROOT + "." + name + "..")
              .should()
              .dependOnClassesThat(areOursOutside(known))
              .because(name + " may import only " + known)
              .check(CLASSES);
        });
  }

  @Test
  void everyPackageStandsInTheTable() {
    Set<String> outside = Set.of("", "config");
    Set<String> names =
        CLASSES.stream()
            .map(ArchitectureTest::featureOf)
            .flatMap(Stream::ofNullable)
            .collect(Collectors.toSet());
    names.removeAll(outside);

    assertThat(MAY_IMPORT.keySet()).containsAll(names);
  }

  @Test
  void theTwoDoorsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".api..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".gateway..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".api..")
        .check(CLASSES);
  }

  @Test
  void whatTheBrokerIsMadeOfDoesNotKnowIt() {
    String broker = ROOT + ".gateway.broker";
    noClasses()
        .that()
        .resideInAnyPackage(
            broker + ".mqtt", broker + ".transport", broker + ".topic", broker + ".bounds")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(broker)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(broker + ".mqtt", broker + ".topic")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(broker + ".transport")
        .check(CLASSES);
  }

  @Test
  void librariesStayBehindTheirFences() {
    FENCES.forEach(
        (library, users) -> {
          String[] packages =
              users.stream().map(user -> ROOT + "." + user + "..").toArray(String[]::new);
          noClasses()
              .that()
              .resideOutsideOfPackages(packages)
              .should()
              .dependOnClassesThat()
              .resideInAPackage(library + "..")
              .because(library + " is for " + users)
              .check(CLASSES);
        });
  }

  @Test
  void onlyMainReadsTheSystemClock() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.drover\\.Main(\\$.*)?")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .because("time is given, so that tests can move it")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> areOursOutside(Set<String> known) {
    return DescribedPredicate.describe(
        "are ours, outside " + known,
        javaClass -> {
          String feature = featureOf(javaClass);
          return feature != null && !known.contains(feature);
        });
  }

  /// The first package below the root; empty for the root itself, null for classes of others.
  private static @Nullable String featureOf(JavaClass javaClass) {
    String name = javaClass.getPackageName();
    if (name.equals(ROOT)) {
      return "";
    }
    if (!name.startsWith(ROOT + ".")) {
      return null;
    }
    return name.substring(ROOT.length() + 1).split("\\.")[0];
  }
}
