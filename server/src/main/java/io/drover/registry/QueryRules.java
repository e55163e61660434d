package io.drover.registry;

import io.drover.store.Reading;
import java.util.List;

/// What the query of a dynamic group has to keep to, asked in the transaction that gives it to the
/// group. The registry does not read queries itself.
public interface QueryRules {

  /// Refuses a query that the group cannot have.
  ///
  /// @param older the dynamic groups that were there before this one
  /// @param younger those that came after it; none of a group that is being created
  void check(
      Reading reading,
      ThingGroupName group,
      String query,
      List<DynamicGroup> older,
      List<DynamicGroup> younger);
}
