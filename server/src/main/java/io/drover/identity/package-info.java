/// Who a device is (principal, certificate) and what it may do (policy), and the certificate
/// authority that vouches for it and for the server.
@NullMarked
package io.drover.identity;

import org.jspecify.annotations.NullMarked;
