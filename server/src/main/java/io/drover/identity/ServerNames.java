package io.drover.identity;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The names and addresses by which the server is reached: its public host, and those of its own
/// machine.
record ServerNames(String host) {

  List<String> all() {
    Set<String> names = new LinkedHashSet<>(Arrays.asList(host, "localhost", "127.0.0.1", "::1"));
    return List.copyOf(names);
  }

  /// Whether these are the names that the certificate is for, and no others.
  boolean areThoseOf(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      Set<String> expected = all().stream().map(ServerNames::canonical).collect(Collectors.toSet());
      return names != null
          && names.stream()
              .map(name -> canonical(String.valueOf(name.get(1))))
              .collect(Collectors.toSet())
              .equals(expected);
    } catch (CertificateParsingException _) {
      return false;
    }
  }

  /// Empty for names.
  static Optional<InetAddress> address(String name) {
    try {
      return Optional.of(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// One spelling for each address.
  private static String canonical(String name) {
    return address(name).map(InetAddress::getHostAddress).orElse(name);
  }
}
