/// AWS Signature Version 4: who signed a request, and whether it is as it was signed.
@NullMarked
package io.drover.signature;

import org.jspecify.annotations.NullMarked;
