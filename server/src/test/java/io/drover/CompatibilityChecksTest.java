package io.drover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keeps the lists in `docs/checks`, which name for each check of compatibility the tests that make
/// it, true of the tests that there are.
class CompatibilityChecksTest {
  private static final Path CHECKS = Path.of("../docs/checks");
  private static final List<String> MODULES = List.of("protocol", "server", "acceptance");

  private record Check(int number, List<String> tests) {
    static Check of(String line) {
      String[] columns = line.split("\t", -1);
      return new Check(Integer.parseInt(columns[0]), List.of(columns[2].split(" ", -1)));
    }
  }

  @ParameterizedTest
  @CsvSource({"registry, 25", "shadow, 25", "fleet-index, 25", "jobs, 52", "broker, 24"})
  void everyCheckNamesTestsThatThereAre(String area, int howMany) throws IOException {
    List<Check> checks =
        Files.readAllLines(CHECKS.resolve(area + ".tsv")).stream()
            .filter(line -> !line.startsWith("#"))
            .map(Check::of)
            .toList();
    assertThat(checks)
        .extracting(Check::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, howMany).boxed().toList());
    for (Check check : checks) {
      for (String test : check.tests()) {
        assertThat(isTest(test)).as("%s, test of check %d", test, check.number()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"nothing.OfThisName#test", "CompatibilityChecksTest#isTest", "jobs.JobsTest#none"})
  void whatIsNoTestIsSeen(String name) throws IOException {
    assertThat(isTest(name)).isFalse();
  }

  private static boolean isTest(String name) throws IOException {
    String[] parts = name.split("#", -1);
    for (String module : MODULES) {
      Path source =
          Path.of("..", module, "src/test/java/io/drover", parts[0].replace('.', '/') + ".java");
      if (Files.exists(source) && isTest(Files.readAllLines(source), parts[1])) {
        return true;
      }
    }
    return false;
  }

  /// Whether the method is there, and above it, before the next blank line, what makes it a test.
  private static boolean isTest(List<String> source, String method) {
    Pattern declaration = Pattern.compile(" void " + Pattern.quote(method) + "\\(.*");
    Pattern annotation = Pattern.compile("\\s*@(Test|ParameterizedTest|Property)\\b.*");
    return IntStream.range(0, source.size())
        .filter(line -> declaration.matcher(source.get(line)).find())
        .anyMatch(
            line -> above(source, line).anyMatch(before -> annotation.matcher(before).matches()));
  }

  private static Stream<String> above(List<String> source, int line) {
    return source.subList(0, line).reversed().stream().takeWhile(before -> !before.isBlank());
  }
}
