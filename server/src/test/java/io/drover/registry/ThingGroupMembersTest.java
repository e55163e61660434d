package io.drover.registry;

import io.drover.store.EachDatabase;

class ThingGroupMembersTest extends EachDatabase implements ThingGroupMembersStoreContract {}
