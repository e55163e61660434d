package io.drover.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drover.arn.Arns;
import io.drover.rejection.RejectedException;
import io.drover.rejection.Rejection;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceNotFound;
import io.drover.store.Database;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What tags do, whichever database keeps them.
interface ResourceTagsStoreContract {
  Arns ARNS = new Arns("eu-central-1", "123456789012");
  String GROUP = ARNS.of("thinggroup", "g1");

  Database database();

  /// Groups and jobs can be tagged; there is only the group g1.
  private ResourceTags tags() {
    return new ResourceTags(
        database(),
        ARNS,
        new Tags(),
        Map.of("thinggroup", (_, id) -> id.equals("g1"), "job", (_, _) -> false));
  }

  private static void assertRefused(Class<? extends Rejection> type, ThrowingCallable action) {
    RejectedException refused = catchThrowableOfType(RejectedException.class, action);
    assertThat(refused).isNotNull();
    assertThat(refused.rejection()).isInstanceOf(type);
  }

  private static List<Tag> numbered(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new Tag("k" + i, "v")).toList();
  }

  @Test
  default void tagsAreAddedReplacedAndRemoved() {
    ResourceTags tags = tags();
    tags.tag(GROUP, List.of(new Tag("b", "1"), new Tag("a", "")));
    tags.tag(GROUP, List.of(new Tag("b", "2"), new Tag("B", "3")));
    assertThat(tags.list(GROUP, null).items())
        .containsExactly(new Tag("B", "3"), new Tag("a", ""), new Tag("b", "2"));
    tags.untag(GROUP, List.of("a", "absent"));
    assertThat(tags.list(GROUP, null).items())
        .containsExactly(new Tag("B", "3"), new Tag("b", "2"));
  }

  @Test
  default void aResourceHasFiftyTagsAtMost() {
    ResourceTags tags = tags();
    tags.tag(GROUP, numbered(0, 50));
    assertRefused(LimitExceeded.class, () -> tags.tag(GROUP, numbered(50, 51)));
    tags.tag(GROUP, numbered(0, 1));
    assertThat(tags.list(GROUP, null).items()).hasSize(50);
    assertThat(tags.list(GROUP, null).nextToken()).isNull();
  }

  @Test
  default void aRefusedRequestTagsNothing() {
    ResourceTags tags = tags();
    assertRefused(LimitExceeded.class, () -> tags.tag(GROUP, numbered(0, 51)));
    assertRefused(
        InvalidRequest.class, () -> tags.tag(GROUP, List.of(new Tag("a", "1"), new Tag("a", "2"))));
    assertRefused(InvalidRequest.class, () -> tags.untag(GROUP, List.of("aws:a")));
    assertThat(tags.list(GROUP, null).items()).isEmpty();
  }

  @Test
  default void unknownResourcesAreNotFound() {
    ResourceTags tags = tags();
    for (String arn : List.of(ARNS.of("thinggroup", "g2"), ARNS.of("job", "j1"))) {
      assertRefused(ResourceNotFound.class, () -> tags.tag(arn, numbered(0, 1)));
      assertRefused(ResourceNotFound.class, () -> tags.untag(arn, List.of("a")));
      assertRefused(ResourceNotFound.class, () -> tags.list(arn, null));
    }
  }

  @Test
  default void thingsAndMalformedArnsCannotBeTagged() {
    ResourceTags tags = tags();
    for (String arn :
        List.of(
            ARNS.of("thing", "t1"),
            "",
            "g1",
            GROUP.replace("123456789012", "999999999999"),
            GROUP.replace(":iot:", ":s3:"))) {
      assertRefused(InvalidRequest.class, () -> tags.tag(arn, numbered(0, 1)));
    }
  }
}
