package dev.rollcall.connector.outbound;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Says in words why there was no answer. Operators read it in a target's status and in dead
/// letters; they know the network, and not Java's names for what happens in it.
public final class NoAnswer {
  private static final String CLOSED = "connection closed before the answer was whole";

  private NoAnswer() {}

  /// Returns why there was no answer, in a sentence.
  ///
  /// @param thrown by the connection, with what is behind it
  public static String text(Throwable thrown) {
    return "No answer: "
        + known(thrown)
            .orElseGet(() -> "an unusual failure, " + root(thrown).getClass().getSimpleName());
  }

  /// Returns the words for what was thrown, where there are any.
  public static Optional<String> known(Throwable thrown) {
    String said = "";
    // What is deepest is most exact: behind "the handshake failed" is "not trusted".
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      String words = words(each);
      said = words.isEmpty() ? said : words;
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private static String words(Throwable thrown) {
    return switch (thrown) {
      case UnknownHostException _ -> "name not found";
      case NoRouteToHostException _ -> "no route to the address";
      case ConnectException it when says(it, "refused") -> "connection refused";
      case ConnectException it when says(it, "unreachable") -> "network unreachable";
      case ConnectException _ -> "no connection";
      case CertificateExpiredException _ -> "TLS: certificate expired";
      case CertificateNotYetValidException _ -> "TLS: certificate not valid yet";
      case CertificateException it when isOfAnotherName(it) -> "TLS: certificate of another name";
      case CertificateException _, CertPathBuilderException _, CertPathValidatorException _ ->
          "TLS: certificate not trusted";
      case NotSslRecordException _ -> "TLS: whoever answers there does not speak TLS";
      case SSLException _ -> "TLS: no agreement on a connection";
      case ClosedChannelException _ -> CLOSED;
      case IOException it
          when says(it, "prematurely closed") || says(it, "closed before response") ->
          CLOSED;
      case IOException it when says(it, "reset") || says(it, "broken pipe") -> "connection reset";
      case Throwable _ -> "";
    };
  }

  /// Java has no type of its own for it.
  private static boolean isOfAnotherName(CertificateException thrown) {
    return says(thrown, "subject alternative") || says(thrown, "no name matching");
  }

  private static boolean says(Throwable thrown, String words) {
    String message = thrown.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains(words);
  }
}
