package dev.rollcall.schemas.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenTest {
  private final Token token = Token.make(new SecureRandom());

  @Test
  void a_made_token_is_read_back_and_matches_its_hash() {
    assertThat(Token.parse(token.text())).contains(token);
    assertThat(token.matches(token.sha256())).isTrue();
    assertThat(token.text()).matches("rollcall_[0-9A-Za-z]{6}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}");
  }

  @Test
  void one_wrong_letter_breaks_the_checksum() {
    char wrong = token.text().charAt(30) == 'a' ? 'b' : 'a';
    String text = token.text().substring(0, 30) + wrong + token.text().substring(31);
    assertThat(Token.parse(text)).isEmpty();
  }

  @Test
  void another_token_does_not_match() {
    assertThat(Token.make(new SecureRandom()).matches(token.sha256())).isFalse();
    assertThat(token.matches("not hex")).isFalse();
  }

  @Test
  void a_token_does_not_show_its_secret_in_text() {
    assertThat(token.toString()).doesNotContain(token.text().substring(16, 30));
  }
}
