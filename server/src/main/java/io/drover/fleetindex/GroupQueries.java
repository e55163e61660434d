package io.drover.fleetindex;

import io.drover.fleetindex.IndexingConfigurations.Current;
import io.drover.fleetindex.query.QueryParser;
import io.drover.registry.DynamicGroup;
import io.drover.rejection.RejectedException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queries of all dynamic groups, ready to be asked of documents of one configuration.
///
/// @param groups the groups as they were read
/// @param current the configuration
/// @param ready those whose queries can be asked, which is all of them unless an earlier version of
///   this server understood one that this one does not: its members stay as they are
/// @param byKey the places of those
record GroupQueries(
    List<DynamicGroup> groups,
    Current<IndexingConfiguration> current,
    List<Ready> ready,
    QueriesByKey byKey) {
  private static final Logger log = LoggerFactory.getLogger(GroupQueries.class);

  /// How many conditions the query of a group may have.
  private static final int MOST_TERMS = 5;

  record Ready(DynamicGroup group, Query query, QueryKeys keys) {}

  /// None.
  static GroupQueries none() {
    return of(List.of(), new Current<>("", IndexingConfiguration.OFF));
  }

  static GroupQueries of(List<DynamicGroup> groups, Current<IndexingConfiguration> current) {
    List<Ready> ready = new ArrayList<>();
    for (DynamicGroup group : groups) {
      try {
        ready.add(ready(group, current.configuration()));
      } catch (RejectedException e) {
        log.warn("dynamic thing group {} stays as it is: {}", group.name(), e.getMessage());
      }
    }
    return new GroupQueries(
        groups,
        current,
        List.copyOf(ready),
        QueriesByKey.of(ready.stream().map(Ready::keys).toList()));
  }

  private static Ready ready(DynamicGroup group, IndexingConfiguration configuration) {
    String text = group.query().text();
    return new Ready(
        group, translate(text, configuration), QueryKeys.of(QueryParser.parse(text, MOST_TERMS)));
  }

  /// Refuses a query that a group cannot have under a configuration.
  static Query translate(String query, IndexingConfiguration configuration) {
    return new Translation(new SearchableFields(configuration), query)
        .of(QueryParser.parse(query, MOST_TERMS));
  }

  boolean isOf(List<DynamicGroup> others, Current<IndexingConfiguration> configured) {
    return groups.equals(others) && current.equals(configured);
  }

  List<DynamicGroup> asked() {
    return ready.stream().map(Ready::group).toList();
  }
}
