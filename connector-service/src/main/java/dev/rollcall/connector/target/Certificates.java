package dev.rollcall.connector.target;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Reads the authorities that a target's owner trusts.
public final class Certificates {
  private Certificates() {}

  /// Returns the certificates of a PEM text; none where it is empty.
  public static List<X509Certificate> read(String pem) throws CertificateException {
    var all = new ArrayList<X509Certificate>();
    if (!pem.isEmpty()) {
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
        if (each instanceof X509Certificate certificate) {
          all.add(certificate);
        }
      }
    }
    return all;
  }
}
