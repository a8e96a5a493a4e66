package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.Filter;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Done;
import dev.rollcall.connector.delivery.core.Answer.Failed;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import java.util.List;

/// What is asked of a directory before it is saved. The search is the one that every account begins
/// with, for an id that nobody has: it changes nothing, and needs the address, TLS, the bind and
/// the base to be right. Blocking.
record LdapTestCall(LdapEndpoint endpoint, LdapSession session) {
  static final Failure LATE = Failure.of(FailureKind.TIMEOUT, "No answer within the time limit");

  private static final String NOBODY = "rollcall-test-call";

  /// RFC 4511 section 4.5.1.8: no attributes, whether there is an entry is all.
  private static final String NO_ATTRIBUTES = "1.1";

  Answer answer() {
    Answer users = below("users.base", endpoint.users());
    return users instanceof Failed ? users : below("groups.base", endpoint.groups());
  }

  private Answer below(String member, Layout layout) {
    try {
      session.find(
          layout.base(),
          Filter.createEqualityFilter(layout.idAttribute(), NOBODY),
          List.of(NO_ATTRIBUTES));
      return new Done(null);
    } catch (LdapFailedException e) {
      return new Failed(said(member, e.failure()));
    }
  }

  /// The code's name comes first in a failure's text; what it means here comes before it.
  private static Failure said(String member, Failure failure) {
    String text = failure.text();
    if (text.startsWith("no such object")) {
      text = "'" + member + "' is not there, or hidden from 'bindDn': " + text;
    } else if (text.startsWith("invalid credentials")) {
      text = "It does not take 'bindDn' and 'password': " + text;
    } else if (text.startsWith("insufficient access")) {
      text = "'bindDn' may not search below '" + member + "': " + text;
    }
    return Failure.of(failure.kind(), text);
  }
}
