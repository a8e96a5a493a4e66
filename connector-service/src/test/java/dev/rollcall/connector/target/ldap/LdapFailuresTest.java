package dev.rollcall.connector.target.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.Redaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapFailuresTest {
  private final LdapFailures failures = new LdapFailures(new Redaction(200));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          operationsError              | 1   | SERVER_ERROR
          protocolError                | 2   | UNUSABLE_ANSWER
          timeLimitExceeded            | 3   | TIMEOUT
          sizeLimitExceeded            | 4   | REFUSED
          strongerAuthRequired         | 8   | UNAUTHORIZED
          referral                     | 10  | REDIRECTED
          adminLimitExceeded           | 11  | REFUSED
          confidentialityRequired      | 13  | UNAUTHORIZED
          undefinedAttributeType       | 17  | REFUSED
          constraintViolation          | 19  | REFUSED
          invalidAttributeSyntax       | 21  | REFUSED
          noSuchObject                 | 32  | VANISHED
          invalidCredentials           | 49  | UNAUTHORIZED
          insufficientAccessRights     | 50  | REFUSED
          busy                         | 51  | THROTTLED
          unavailable                  | 52  | SERVER_ERROR
          unwillingToPerform           | 53  | REFUSED
          objectClassViolation         | 65  | REFUSED
          entryAlreadyExists           | 68  | CONFLICT
          other                        | 80  | SERVER_ERROR
          the connection broke         | 81  | UNREACHABLE
          no answer in time            | 85  | TIMEOUT
          there is no connection       | 91  | UNREACHABLE
          assertionFailed              | 122 | STALE
          a code that nobody knows     | 4711 | REFUSED
          """)
  void a_result_code_means(String name, int code, FailureKind kind) {
    var e = new LDAPException(ResultCode.valueOf(code), name);

    assertThat(failures.of(e, FailureKind.VANISHED).failure().kind()).isEqualTo(kind);
  }

  @Test
  void what_the_server_says_is_kept_without_names_and_values() {
    var answer =
        new LDAPResult(
            1,
            ResultCode.ENTRY_ALREADY_EXISTS,
            "Entry uid=ada lovelace,ou=people,dc=example is there for ada@example.com",
            null,
            (String[]) null,
            null);

    Failure failure = failures.of(new LDAPException(answer), FailureKind.VANISHED).failure();

    assertThat(failure.text()).startsWith("entry already exists (68): Entry").doesNotContain("ada");
  }
}
