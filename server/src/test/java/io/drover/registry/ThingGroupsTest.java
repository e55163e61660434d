package io.drover.registry;

import io.drover.store.EachDatabase;

class ThingGroupsTest extends EachDatabase implements ThingGroupsStoreContract {}
