package io.drover.identity;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// What a certificate says, as the variables `iot:Certificate.Subject...`,
/// `iot:Certificate.Issuer...` and `iot:Certificate.SerialNumber`, by their names in lower case.
/// The second and later values of an attribute have `.1`, `.2`... behind its name, up to
/// [#MOST_VALUES] values.
public final class CertificateVariables {
  private static final int MOST_VALUES = 5;

  /// Attributes by their object identifiers (X.520).
  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("2.5.4.3", "CommonName"),
          Map.entry("2.5.4.4", "Surname"),
          Map.entry("2.5.4.5", "SerialNumber"),
          Map.entry("2.5.4.6", "Country"),
          Map.entry("2.5.4.8", "State"),
          Map.entry("2.5.4.10", "Organization"),
          Map.entry("2.5.4.11", "OrganizationalUnit"),
          Map.entry("2.5.4.12", "Title"),
          Map.entry("2.5.4.42", "GivenName"),
          Map.entry("2.5.4.43", "Initials"),
          Map.entry("2.5.4.44", "GenerationQualifier"),
          Map.entry("2.5.4.46", "DistinguishedNameQualifier"),
          Map.entry("2.5.4.65", "Pseudonym"));

  private CertificateVariables() {}

  public static Map<String, String> of(X509Certificate certificate) {
    Map<String, String> variables = new HashMap<>();
    add(variables, "iot:certificate.subject.", certificate.getSubjectX500Principal());
    add(variables, "iot:certificate.issuer.", certificate.getIssuerX500Principal());
    variables.put(
        "iot:certificate.serialnumber",
        HexFormat.of().formatHex(certificate.getSerialNumber().toByteArray()));
    return variables;
  }

  private static void add(Map<String, String> variables, String prefix, X500Principal name) {
    // The text form lists a name's parts from the last to the first; LdapName counts from the end.
    for (Rdn part : parts(name.getName(X500Principal.RFC2253, ATTRIBUTES))) {
      if (part.getValue() instanceof String value) {
        String variable = prefix + part.getType().toLowerCase(Locale.ROOT);
        for (int i = 0; i < MOST_VALUES; i++) {
          if (variables.putIfAbsent(i == 0 ? variable : variable + "." + i, value) == null) {
            break;
          }
        }
      }
    }
  }

  private static List<Rdn> parts(String name) {
    try {
      return new LdapName(name).getRdns();
    } catch (InvalidNameException _) {
      return List.of(); // a policy that asks for its parts does not match
    }
  }
}
