package io.drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/// Keeps `docs/job-checks.tsv`, which names for each check of AWS's jobs the tests that make it,
/// true of the tests that there are.
class JobChecksTest {
  private static final Path CHECKS = Path.of("../docs/job-checks.tsv");
  private static final int HOW_MANY = 52;

  private record Check(int number, List<String> tests) {
    static Check of(String line) {
      String[] columns = line.split("\t", -1);
      return new Check(Integer.parseInt(columns[0]), List.of(columns[2].split(" ", -1)));
    }
  }

  private static List<Check> checks() throws IOException {
    return Files.readAllLines(CHECKS).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Check::of)
        .toList();
  }

  @Test
  void everyCheckIsThere() throws IOException {
    assertThat(checks())
        .extracting(Check::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, HOW_MANY).boxed().toList());
  }

  @Test
  void everyCheckNamesTestsThatThereAre() throws IOException {
    for (Check check : checks()) {
      for (String test : check.tests()) {
        assertThat(isTest(test)).as("test %s of check %d", test, check.number()).isTrue();
      }
    }
  }

  private static boolean isTest(String name) {
    String[] parts = name.split("#", -1);
    return methods(named("io.drover." + parts[0]))
        .filter(method -> method.getName().equals(parts[1]))
        .anyMatch(JobChecksTest::isTest);
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("there is no " + name, e);
    }
  }

  /// Of a class and of those in it.
  private static Stream<Method> methods(Class<?> suite) {
    return Stream.concat(
        Arrays.stream(suite.getDeclaredMethods()),
        Arrays.stream(suite.getDeclaredClasses()).flatMap(JobChecksTest::methods));
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
