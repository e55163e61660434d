package io.drover.protocol;

import java.util.Optional;

/// A topic under `$aws/things/{thing}/jobs/`: a request that devices publish, a message that the
/// server publishes, or neither. Names are taken as they stand in the topic: whether they are legal
/// is for the one who answers.
public sealed interface ReservedTopic {
  /// What stands before a thing's name.
  String THINGS = "$aws/things/";

  /// What stands between a thing's name and what is asked of its jobs.
  String JOBS = "/jobs/";

  String thing();

  /// The topic's name.
  String topic();

  /// A request for the list of what is pending.
  record JobsGet(String thing) implements ReservedTopic {
    @Override
    public String topic() {
      return name(thing, "get");
    }
  }

  /// A request to start, or go on with, the first of the queue.
  record JobsStartNext(String thing) implements ReservedTopic {
    @Override
    public String topic() {
      return name(thing, "start-next");
    }
  }

  /// A request for one execution, or for the first of the queue when `jobId` is [#NEXT].
  record JobExecutionGet(String thing, String jobId) implements ReservedTopic {
    public static final String NEXT = "$next";

    public boolean isNext() {
      return jobId.equals(NEXT);
    }

    @Override
    public String topic() {
      return name(thing, jobId + "/get");
    }
  }

  /// A device's report of where an execution stands.
  record JobExecutionUpdate(String thing, String jobId) implements ReservedTopic {
    @Override
    public String topic() {
      return name(thing, jobId + "/update");
    }
  }

  /// Where the server tells that an execution was added to the pending ones or left them.
  record JobsNotify(String thing) implements ReservedTopic {
    @Override
    public String topic() {
      return name(thing, "notify");
    }
  }

  /// Where the server tells that another execution is the first of the queue.
  record JobsNotifyNext(String thing) implements ReservedTopic {
    @Override
    public String topic() {
      return name(thing, "notify-next");
    }
  }

  /// A topic under the prefix that stands for nothing. Answers to requests are here too: nobody but
  /// the server sends them. So are requests for jobs called `get`, `start-next`, `notify` or
  /// `notify-next`, which only HTTP can reach.
  record UnknownJobsTopic(String thing, String topic) implements ReservedTopic {}

  /// Empty when the topic is not under `$aws/things/{thing}/jobs/`. Costs a few comparisons when it
  /// is not, and the names in it when it is.
  static Optional<ReservedTopic> parse(String topic) {
    int thingEnd = thingEnd(topic);
    if (thingEnd < 0) {
      return Optional.empty();
    }
    String thing = topic.substring(THINGS.length(), thingEnd);
    String rest = topic.substring(thingEnd + JOBS.length());
    return Optional.of(
        switch (rest) {
          case "get" -> new JobsGet(thing);
          case "start-next" -> new JobsStartNext(thing);
          case "notify" -> new JobsNotify(thing);
          case "notify-next" -> new JobsNotifyNext(thing);
          default -> execution(thing, topic, rest);
        });
  }

  /// Whether [#parse] would find something; makes nothing.
  static boolean isJobsTopic(String topic) {
    return thingEnd(topic) >= 0;
  }

  /// Where the answer to a granted request goes.
  static String accepted(String request) {
    return request + "/accepted";
  }

  /// Where the answer to a refused request goes.
  static String rejected(String request) {
    return request + "/rejected";
  }

  private static String name(String thing, String rest) {
    return THINGS + thing + JOBS + rest;
  }

  private static int thingEnd(String topic) {
    if (!topic.startsWith(THINGS)) {
      return -1;
    }
    int end = topic.indexOf('/', THINGS.length());
    return end > THINGS.length() && topic.startsWith(JOBS, end) ? end : -1;
  }

  private static ReservedTopic execution(String thing, String topic, String rest) {
    int slash = rest.indexOf('/');
    String jobId = slash < 0 ? rest : rest.substring(0, slash);
    if (slash <= 0 || collides(jobId)) {
      return new UnknownJobsTopic(thing, topic);
    }
    return switch (rest.substring(slash + 1)) {
      case "get" -> new JobExecutionGet(thing, jobId);
      case "update" -> new JobExecutionUpdate(thing, jobId);
      default -> new UnknownJobsTopic(thing, topic);
    };
  }

  private static boolean collides(String jobId) {
    return switch (jobId) {
      case "get", "start-next", "notify", "notify-next" -> true;
      default -> false;
    };
  }
}
