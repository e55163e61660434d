package io.drover.registry;

import io.drover.store.EachDatabase;

class BillingGroupsTest extends EachDatabase implements BillingGroupsStoreContract {}
