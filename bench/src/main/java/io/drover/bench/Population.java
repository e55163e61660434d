package io.drover.bench;

import java.util.HexFormat;

/// What the things of a fleet are and report, by their number: the same in every run.
final class Population {
  static final int VERSIONS = 50;
  static final int SITES = 100;
  static final int MODELS = 8;
  static final int HALLS = 40;

  /// Every tenth thing is in a group, of which there are as many.
  static final int GROUPS = 100;

  private static final int BETWEEN_MEMBERS = 10;
  private static final int BETWEEN_UPDATES = 10;
  private static final HexFormat HEX = HexFormat.of();

  private Population() {}

  static boolean isMember(int thing) {
    return thing % BETWEEN_MEMBERS == 0;
  }

  static String group(int number) {
    return "line-" + number % GROUPS;
  }

  /// The group of a thing that is in one.
  static String groupOf(int thing) {
    return group(thing / BETWEEN_MEMBERS);
  }

  static String attributes(int thing) {
    return "\"site\":\"s%d\",\"model\":\"m%d\",\"serial\":\"%s\""
        .formatted(thing % SITES, mixed(thing) % MODELS, serial(thing));
  }

  /// Spread evenly over all texts of ten hexadecimal digits.
  static String serial(int thing) {
    return HEX.toHexDigits(mixed(thing + 1L) ^ thing, 10);
  }

  /// The name of a software, as a commit's is.
  static String version(long number) {
    return HEX.toHexDigits(mixed(number % VERSIONS + 1_000_003), 12);
  }

  static String hall(int number) {
    return "hall " + number % HALLS;
  }

  /// What a thing reports first, and what is desired of every tenth.
  static String shadow(int thing) {
    String desired =
        thing % BETWEEN_UPDATES == 1
            ? "\"desired\":{\"ver\":\"%s\"},".formatted(version(thing + 1L))
            : "";
    return """
    {"state":{%s"reported":{"ver":"%s","location":"%s row %d","stats":{"battery":%d,"hours":%d}}}}"""
        .formatted(desired, version(mixed(thing)), hall(thing), thing % 7, battery(thing), thing);
  }

  static int battery(int thing) {
    return (int) (mixed(thing + 7L) % 101);
  }

  static String topic(int thing) {
    return "$aws/things/" + Fleet.name(thing) + "/shadow/update";
  }

  /// A number of 62 bits or fewer that looks like any other.
  private static long mixed(long number) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return (mixed ^ (mixed >>> 29)) >>> 2;
  }
}
