package dev.rollcall.connector.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Predicate;

/// Reads a member of an entry that is an address.
final class UrlMember {
  private static final URI NO_URL = URI.create("https://invalid.invalid");

  private UrlMember() {}

  /// Returns the address; another one where it is missing or wrong.
  ///
  /// @param good judges an address that has a host
  /// @param otherwise what the address must be, behind its name
  static URI read(EntryReader entry, String name, Predicate<URI> good, String otherwise) {
    String text = entry.text(name);
    if (text.isEmpty()) {
      return NO_URL;
    }
    String quoted = entry.quoted(name);
    try {
      var url = new URI(text);
      if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
        entry.problem(
            quoted + " must be an absolute URL with a host, without user name and fragment");
      } else if (!good.test(url)) {
        entry.problem(quoted + " " + otherwise);
      }
      return url;
    } catch (URISyntaxException _) {
      entry.problem(quoted + " is not a URL");
      return NO_URL;
    }
  }
}
