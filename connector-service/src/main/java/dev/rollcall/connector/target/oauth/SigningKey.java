package dev.rollcall.connector.target.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The private key that assertions are signed with (RFC 7515): RSA of 2048 bits or more by RS256,
/// an elliptic curve by ES256, ES384 or ES512. Its text form does not show it.
public final class SigningKey {
  private static final int RSA_BITS_MIN = 2048;
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

  private final String pem;
  private final JWSHeader header;
  private final JWSSigner signer;

  private SigningKey(String pem, JWSHeader header, JWSSigner signer) {
    this.pem = pem;
    this.header = header;
    this.signer = signer;
  }

  /// Reads a key.
  ///
  /// @param pem PKCS #8, not encrypted (RFC 7468 section 10)
  /// @param keyId the `kid` that the other side knows it by; empty where it needs none
  /// @throws GeneralSecurityException if this is no such key, or one that is too weak
  public static SigningKey read(String pem, String keyId) throws GeneralSecurityException {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.matches()) {
      throw new GeneralSecurityException("There is no PKCS #8 key in it");
    }
    try {
      PrivateKey key = key(Base64.getMimeDecoder().decode(matcher.group(1)));
      JWSSigner signer = signer(key);
      JWSAlgorithm algorithm =
          key instanceof RSAPrivateKey
              ? JWSAlgorithm.RS256
              : signer.supportedJWSAlgorithms().iterator().next();
      var named = new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
      JWSHeader header = (keyId.isEmpty() ? named : named.keyID(keyId)).build();
      // A damaged key shows when it is used.
      signer.sign(header, new byte[] {1});
      return new SigningKey(pem, header, signer);
    } catch (JOSEException | IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
    GeneralSecurityException last = new GeneralSecurityException("No algorithm");
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw last;
  }

  private static JWSSigner signer(PrivateKey key) throws GeneralSecurityException, JOSEException {
    return switch (key) {
      case RSAPrivateKey rsa when rsa.getModulus().bitLength() >= RSA_BITS_MIN ->
          new RSASSASigner(rsa);
      case ECPrivateKey curve -> new ECDSASigner(curve);
      case PrivateKey _ -> throw new GeneralSecurityException("The key is too short");
    };
  }

  /// Returns a signed JWT (RFC 7519) in its compact form.
  String sign(JWTClaimsSet claims) {
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("A key that was accepted does not sign", e);
    }
    return token.serialize();
  }

  /// What tells it from others, the key included.
  List<String> parts() {
    @Nullable String keyId = header.getKeyID();
    return keyId == null ? List.of(pem) : List.of(pem, keyId);
  }

  @Override
  public String toString() {
    return "SigningKey for " + header.getAlgorithm();
  }
}
