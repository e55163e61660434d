package io.drover.fleetindex;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.fleetindex.query.QueryParser;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupNamesSoughtTest {

  private static boolean sought(String query) {
    return new GroupNamesSought(QueryParser.parse(query))
            .first(List.of("other", "Fleet-1"))
            .isPresent()
        && new GroupNamesSought(QueryParser.parse(query)).first(List.of("other")).isEmpty();
  }

  @Test
  void aNameIsSoughtHoweverTheQuerySaysIt() {
    for (String query :
        List.of(
            "thingGroupNames:fleet-1",
            "NOT thingGroupNames:Fleet-1",
            "attributes.a:b OR -(thingName:x thingGroupNames:(a OR fleet-1))",
            "thingGroupNames:f*1",
            "thingGroupNames:\"fleet-1\"",
            "thingGroupNames:[\"f\" TO \"g\"]",
            "fleet-1",
            "NOT fl?et-1")) {
      assertThat(sought(query)).as(query).isTrue();
    }
  }

  @Test
  void allNamesAreSoughtByAQueryForAny() {
    assertThat(new GroupNamesSought(QueryParser.parse("NOT thingGroupNames:*")).first(List.of("a")))
        .contains("a");
  }

  @Test
  void whatIsAboutOtherFieldsSeeksNoNames() {
    for (String query :
        List.of(
            "*",
            "thingName:fleet-1",
            "thingName:*",
            "attributes.a:fleet-1",
            "thingGroupNames:fleet",
            "fleet")) {
      assertThat(new GroupNamesSought(QueryParser.parse(query)).first(List.of("Fleet-1")))
          .as(query)
          .isEmpty();
    }
  }
}
