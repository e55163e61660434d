package io.drover.registry;

import io.drover.store.EachDatabase;

class DynamicThingGroupsTest extends EachDatabase implements DynamicThingGroupsStoreContract {}
