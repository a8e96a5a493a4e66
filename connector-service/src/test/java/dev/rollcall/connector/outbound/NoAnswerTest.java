package dev.rollcall.connector.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoAnswerTest {

  @ParameterizedTest
  @MethodSource("failures")
  void each_failure_has_its_words(Throwable thrown, String words) {
    assertThat(NoAnswer.text(thrown)).isEqualTo("No answer: " + words);
    assertThat(NoAnswer.text(new IllegalArgumentException("wrapped", thrown)))
        .isEqualTo("No answer: " + words);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new ConnectException("Connection refused"), "connection refused"),
        arguments(new ConnectException("Network is unreachable"), "network unreachable"),
        arguments(new ConnectException(), "no connection"),
        arguments(new UnknownHostException("app.example"), "name not found"),
        arguments(new NoRouteToHostException(), "no route to the address"),
        arguments(new SocketException("Connection reset"), "connection reset"),
        arguments(new IOException("recv failed: Connection reset by peer"), "connection reset"),
        arguments(new IOException("Broken pipe"), "connection reset"),
        arguments(new ClosedChannelException(), "connection closed before the answer was whole"),
        arguments(
            new IOException(
                "Connection has been closed BEFORE response, while sending request body"),
            "connection closed before the answer was whole"),
        arguments(
            new IOException("Connection prematurely closed DURING response"),
            "connection closed before the answer was whole"),
        arguments(
            handshake(new CertPathBuilderException("unable to find valid certification path")),
            "TLS: certificate not trusted"),
        arguments(
            handshake(
                new CertPathValidatorException(
                    "validity check failed", new CertificateExpiredException("NotAfter: …"))),
            "TLS: certificate expired"),
        arguments(
            handshake(new CertificateNotYetValidException("NotBefore: …")),
            "TLS: certificate not valid yet"),
        arguments(
            handshake(
                new CertificateException("No subject alternative DNS name matching app.example")),
            "TLS: certificate of another name"),
        arguments(
            handshake(new CertificateException("No name matching app.example found")),
            "TLS: certificate of another name"),
        arguments(
            new NotSslRecordException("not an SSL/TLS record"),
            "TLS: whoever answers there does not speak TLS"),
        arguments(
            new SSLHandshakeException("Received fatal alert: protocol_version"),
            "TLS: no agreement on a connection"));
  }

  /// What is behind a failed handshake is more exact than that it failed.
  private static Throwable handshake(Exception cause) {
    var failed = new SSLHandshakeException("(certificate_unknown) PKIX path building failed");
    failed.initCause(cause);
    return failed;
  }

  @Test
  void what_has_no_words_can_still_be_found() {
    assertThat(NoAnswer.text(new IllegalArgumentException("invalid version format")))
        .isEqualTo("No answer: an unusual failure, IllegalArgumentException");
  }
}
