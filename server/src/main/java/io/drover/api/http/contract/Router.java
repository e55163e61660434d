package io.drover.api.http.contract;

import io.drover.wire.Percent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the operation of a method and a path. A path is split before it is decoded, so that an
/// encoded slash stays in its segment; a literal segment wins over a variable.
public final class Router {
  private final Node root = new Node();

  public Router(Collection<ContractOperation> operations) {
    operations.forEach(this::add);
  }

  /// What a path leads to.
  public sealed interface Found {
    /// The operation, and the path's variables by their names.
    record Route(ContractOperation operation, Map<String, String> variables) implements Found {}

    /// The path exists, but not with this method.
    record OtherMethod() implements Found {}

    record Nothing() implements Found {}
  }

  /// One place in the tree of templates. Each operation knows the names of its own variables.
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Target> targets = new HashMap<>();
    final Map<String, Target> greedy = new HashMap<>();
    @Nullable Node variable;
  }

  private record Target(ContractOperation operation, List<String> variables) {}

  private void add(ContractOperation operation) {
    Node node = root;
    List<String> variables = new ArrayList<>();
    Map<String, Target> targets = null;
    for (String segment : segments(operation.uri())) {
      if (!segment.startsWith("{")) {
        node = node.literals.computeIfAbsent(segment, _ -> new Node());
      } else if (segment.endsWith("+}")) {
        variables.add(segment.substring(1, segment.length() - 2));
        targets = node.greedy;
      } else {
        variables.add(segment.substring(1, segment.length() - 1));
        Node next = node.variable == null ? new Node() : node.variable;
        node.variable = next;
        node = next;
      }
    }
    Map<String, Target> place = targets == null ? node.targets : targets;
    if (place.put(operation.method(), new Target(operation, List.copyOf(variables))) != null) {
      throw new IllegalStateException(operation + " shares its route with another operation");
    }
  }

  public Found find(String method, String path) {
    List<String> segments = segments(path);
    if (segments.contains(".") || segments.contains("..")) {
      // A signature covers the path without them, so they must not choose what is done.
      return new Found.Nothing();
    }
    Search search = new Search(method, segments);
    Target target = search.from(root, 0);
    if (target != null) {
      return new Found.Route(target.operation(), search.variables(target));
    }
    return search.otherMethod ? new Found.OtherMethod() : new Found.Nothing();
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(8);
    int start = 1;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    return segments;
  }

  /// One walk down the tree, which turns back where the method does not fit.
  private static final class Search {
    private final String method;
    private final List<String> segments;
    private final List<String> values = new ArrayList<>(4);
    private boolean otherMethod;

    Search(String method, List<String> raw) {
      this.method = method;
      this.segments = raw.stream().map(Percent::decode).toList();
    }

    @Nullable Target from(Node node, int depth) {
      if (depth == segments.size()) {
        return choose(node.targets);
      }
      String segment = segments.get(depth);
      Node literal = node.literals.get(segment);
      Target target = literal == null ? null : from(literal, depth + 1);
      if (target == null && node.variable != null && !segment.isEmpty()) {
        values.addLast(segment);
        target = from(node.variable, depth + 1);
        if (target == null) {
          values.removeLast();
        }
      }
      if (target == null && !node.greedy.isEmpty()) {
        target = choose(node.greedy);
        values.addLast(String.join("/", segments.subList(depth, segments.size())));
      }
      return target;
    }

    private @Nullable Target choose(Map<String, Target> byMethod) {
      Target target = byMethod.get(method);
      otherMethod |= target == null && !byMethod.isEmpty();
      return target;
    }

    Map<String, String> variables(Target target) {
      Map<String, String> variables = new HashMap<>();
      for (int i = 0; i < target.variables.size(); i++) {
        variables.put(target.variables.get(i), values.get(i));
      }
      return variables;
    }
  }
}
