package io.drover.fleetindex;

import org.apache.lucene.document.Document;

/// A document, and what Lucene is given of it: made once for all who ask queries of it.
record Written<D extends IndexedDocument>(D known, Document document) {}
