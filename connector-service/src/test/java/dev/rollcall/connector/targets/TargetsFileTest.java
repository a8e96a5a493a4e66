package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.targets.TargetsFile.Reading;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetsFileTest {
  private static final String SCIM =
      "{'id':'crm','tenant':'demo','kind':'scim','url':'https://crm.example/scim','token':'t'}";
  private static final String HOOK =
      "{'id':'hooks','tenant':'demo','kind':'webhook','url':'http://127.0.0.1:9/h',"
          + "'secret':'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',"
          + "'allowPrivateAddress':true,'timeoutMillis':500,'maxInFlight':2}";

  private final TargetsFile file = new TargetsFile(new TargetsFile.Defaults(30_000, 8));

  @Test
  void a_good_file_gives_its_targets() {
    Reading reading = read("{'targets':[" + SCIM + "," + HOOK + "]}");

    assertThat(reading)
        .isEqualTo(
            new Reading.Targets(
                List.of(
                    new Target(
                        "crm",
                        "demo",
                        Target.Kind.SCIM,
                        URI.create("https://crm.example/scim"),
                        "t",
                        false,
                        Profile.STANDARD,
                        Duration.ofSeconds(30),
                        8),
                    new Target(
                        "hooks",
                        "demo",
                        Target.Kind.WEBHOOK,
                        URI.create("http://127.0.0.1:9/h"),
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
                        true,
                        Profile.STANDARD,
                        Duration.ofMillis(500),
                        2))));
  }

  static Stream<String> rows() {
    return """
    {'targets':4} -> The targets file has no array 'targets'
    nonsense -> The targets file is not JSON: Not valid JSON at line 1, column 1
    {'targets':[4]} -> Target number 1: not an object
    {'targets':[SCIM,SCIM]} -> Target 'crm': the id is there twice
    {'targets':[{'id':'a b','tenant':'t','kind':'scim','url':'https://x','token':'t'}]} -> Target 'a b': 'id' may have letters, digits, '-' and '_', at most 64
    {'targets':[{'id':'a','kind':'scim','url':'https://x','token':'t'}]} -> Target 'a': 'tenant' is missing or not text
    {'targets':[{'id':'a','tenant':'t','kind':'ldap','url':'https://x','token':'t'}]} -> Target 'a': 'kind' must be 'scim' or 'webhook'
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'http://x','token':'t'}]} -> Target 'a': 'url' must begin with https:// unless 'allowPrivateAddress' is true
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://u:p@x','token':'t'}]} -> Target 'a': 'url' must be an absolute URL with a host, without user name and fragment
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x'}]} -> Target 'a': 'token' is missing or not text
    {'targets':[{'id':'a','tenant':'t','kind':'webhook','url':'https://x','secret':'whsec_c2hvcnQ='}]} -> Target 'a': 'secret' must be 'whsec_' and the base64 of 24 to 64 random bytes
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','tokn':'t'}]} -> Target 'a': 'tokn' is not known
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','maxInFlight':0}]} -> Target 'a': 'maxInFlight' must be a whole number from 1 to 256
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','profile':{'update':'post'}}]} -> Target 'a': 'profile.update' must be 'patch' or 'put'
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_file_with_a_fault_says_which(String row) {
    String[] sides = row.split(" -> ", -1);

    assertThat(read(sides[0].replace("SCIM", SCIM)))
        .isEqualTo(new Reading.Unusable(List.of(sides[1])));
  }

  @Test
  void no_secret_shows_in_text() {
    assertThat(read("{'targets':[" + HOOK + "]}").toString()).doesNotContain("MfKQ");
  }

  private Reading read(String text) {
    return file.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
