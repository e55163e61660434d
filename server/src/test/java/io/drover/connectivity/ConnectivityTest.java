package io.drover.connectivity;

import io.drover.store.EachDatabase;

class ConnectivityTest extends EachDatabase implements ConnectivityStoreContract {}
