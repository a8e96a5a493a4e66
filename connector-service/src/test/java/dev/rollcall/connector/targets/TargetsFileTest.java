package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.holds.core.MassChange;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.reconciliation.core.Policy;
import dev.rollcall.connector.target.Connection;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.connector.target.webhook.WebhookKind;
import dev.rollcall.connector.targets.TargetsFile.Reading;
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

  private final TargetsFile file =
      new TargetsFile(
          new TargetsFile.Defaults(30_000, 8),
          new Kinds(List.of(new WebhookKind(), new ScimKind())),
          new JsonataLanguage(MappingLimits.STANDARD));

  /// A kind with a defect.
  private static final class Broken implements TargetKind<Connection> {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Delivery delivery() {
      return Delivery.STATE;
    }

    @Override
    public List<Member> members() {
      return List.of();
    }

    @Override
    public Connection read(EntryReader entry) {
      throw new IllegalStateException("what is secret");
    }

    @Override
    public RemoteApp open(Connection connection, Site site) {
      throw new AssertionError("not read");
    }
  }

  @Test
  void a_good_file_gives_its_targets() {
    List<Target> targets = targets(read("{'targets':[" + SCIM + "," + HOOK + "]}"));

    Target crm = targets.getFirst();
    Target hooks = targets.getLast();
    assertThat(crm)
        .isEqualTo(
            new Target(
                "crm",
                "demo",
                crm.binding(),
                AllowedAddresses.PUBLIC,
                Profile.STANDARD,
                Duration.ofSeconds(30),
                8,
                false,
                Shaping.NONE,
                MassChange.STANDARD,
                Policy.STANDARD));
    assertThat(crm.kind().name()).isEqualTo("scim");
    assertThat(crm.binding().connection().parts()).containsExactly("https://crm.example/scim", "t");
    assertThat(hooks)
        .isEqualTo(
            new Target(
                "hooks",
                "demo",
                hooks.binding(),
                AllowedAddresses.PRIVATE,
                Profile.STANDARD,
                Duration.ofMillis(500),
                2,
                false,
                Shaping.NONE.forEvents(),
                MassChange.STANDARD,
                Policy.STANDARD));
    assertThat(hooks.kind().name()).isEqualTo("webhook");
    assertThat(hooks.binding().connection().parts())
        .containsExactly(
            "http://127.0.0.1:9/h", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=");
  }

  @Test
  void a_defect_in_the_reading_of_one_leaves_the_others_as_they_are_read() {
    var reader =
        new TargetsFile(
            new TargetsFile.Defaults(30_000, 8),
            new Kinds(List.of(new Broken(), new ScimKind())),
            new JsonataLanguage(MappingLimits.STANDARD));

    var read =
        (Reading.Targets)
            reader.read(
                bytes("{'targets':[{'id':'hooks','tenant':'demo','kind':'broken'}," + SCIM + "]}"));

    assertThat(read.targets()).extracting(Target::id).containsExactly("crm");
    assertThat(read.flaws())
        .containsExactly(
            new TargetsFile.Flaw(
                "hooks",
                "Target 'hooks': cannot be read, by a defect of ours (IllegalStateException)"));
  }

  @Test
  void the_mass_change_stop_is_set_or_switched_off_by_its_word() {
    assertThat(stop("{'percent':10}")).isEqualTo(new MassChange(10, 50));
    assertThat(stop("{'percent':0,'people':3}")).isEqualTo(new MassChange(0, 3));
    assertThat(stop("'off'")).isEqualTo(MassChange.OFF);
  }

  private MassChange stop(String json) {
    String entry = SCIM.replaceFirst("}$", ",'limits':{'massChange':" + json + "}}");
    return targets(read("{'targets':[" + entry + "]}")).getFirst().massChange();
  }

  @Test
  void there_are_never_two_kinds_of_one_name() {
    assertThatThrownBy(() -> new Kinds(List.of(new ScimKind(), new ScimKind())))
        .hasMessage("There are two kinds of target named scim");
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
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'http://x','token':'t'}]} -> Target 'a': 'url' must begin with https:// unless 'allowPrivateAddress' allows private addresses
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','allowPrivateAddress':'10.0.0.0/8'}]} -> Target 'a': 'allowPrivateAddress' must be true, false, or an array of at most 64 addresses and ranges such as '10.1.0.0/16'
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','allowPrivateAddress':[]}]} -> Target 'a': 'allowPrivateAddress' must be true, false, or an array of at most 64 addresses and ranges such as '10.1.0.0/16'
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','allowPrivateAddress':['localhost']}]} -> Target 'a': 'allowPrivateAddress' must be true, false, or an array of at most 64 addresses and ranges such as '10.1.0.0/16'
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','allowPrivateAddress':['10.1.2.3/8']}]} -> Target 'a': 'allowPrivateAddress' must be true, false, or an array of at most 64 addresses and ranges such as '10.1.0.0/16'
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','allowPrivateAddress':['10.0.0.0/8',7]}]} -> Target 'a': 'allowPrivateAddress' must be true, false, or an array of at most 64 addresses and ranges such as '10.1.0.0/16'
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://u:p@x','token':'t'}]} -> Target 'a': 'url' must be an absolute URL with a host, without user name and fragment
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x'}]} -> Target 'a': 'token' is missing or not text
    {'targets':[{'id':'a','tenant':'t','kind':'webhook','url':'https://x','secret':'whsec_c2hvcnQ='}]} -> Target 'a': 'secret' must be 'whsec_' and the base64 of 24 to 64 random bytes
    {'targets':[WEB,'previousSecret':'whsec_c2hvcnQ=','previousSecretUntil':'2027-01-31T00:00:00Z'}]} -> Target 'h': 'previousSecret' must be 'whsec_' and the base64 of 24 to 64 random bytes
    {'targets':[WEB,'previousSecret':'KEY'}]} -> Target 'h': 'previousSecretUntil' is missing or not text
    {'targets':[WEB,'previousSecretUntil':'2027-01-31T00:00:00Z'}]} -> Target 'h': 'previousSecret' is missing or not text
    {'targets':[WEB,'previousSecret':'KEY','previousSecretUntil':'soon'}]} -> Target 'h': 'previousSecretUntil' must be a time like '2027-01-31T00:00:00Z'
    {'targets':[WEB,'ping':'no'}]} -> Target 'h': 'ping' must be true or false
    {'targets':[A,'secret':'s'}]} -> Target 'a': 'secret' is not known
    {'targets':[A,'profile':4}]} -> Target 'a': 'profile' must be an object
    {'targets':[A,'profile':{'etags':true}}]} -> Target 'a': 'profile.etags' is not known
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','tokn':'t'}]} -> Target 'a': 'tokn' is not known
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','maxInFlight':0}]} -> Target 'a': 'maxInFlight' must be a whole number from 1 to 256
    {'targets':[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t','profile':{'update':'post'}}]} -> Target 'a': 'profile.update' must be 'patch' or 'put'
    {'targets':[A,'enabled':'no'}]} -> Target 'a': 'enabled' must be true or false
    {'targets':[A,'paused':1}]} -> Target 'a': 'paused' must be true or false
    {'targets':[A,'limits':{'massChange':'of'}}]} -> Target 'a': 'limits.massChange' must be an object
    {'targets':[A,'limits':{'massChange':{'percent':100}}}]} -> Target 'a': 'limits.massChange.percent' must be a whole number from 0 to 99
    {'targets':[A,'limits':{'massChange':{'peeple':1}}}]} -> Target 'a': 'limits.massChange.peeple' is not known
    {'targets':[A,'limits':{'max':1}}]} -> Target 'a': 'limits.max' is not known
    {'targets':[A,'scope':'all'}]} -> Target 'a': 'scope' must be an object
    {'targets':[A,'scope':{'users':'x'}}]} -> Target 'a': 'scope.users' is not known
    {'targets':[A,'scope':{'filter':'userType eq'}}]} -> Target 'a': 'scope.filter': The filter cannot be read: A value to compare with is due (column 12)
    {'targets':[A,'scope':{'filter':'userTyp pr'}}]} -> Target 'a': 'scope.filter': 'userTyp' is no attribute of users
    {'targets':[A,'scope':{'filter':'name.givnName pr'}}]} -> Target 'a': 'scope.filter': 'name.givnName' is no attribute of users
    {'targets':[A,'scope':{'filter':'userType.kind pr'}}]} -> Target 'a': 'scope.filter': 'userType.kind' is no attribute of users
    {'targets':[A,'scope':{'filter':'emails[tpye pr]'}}]} -> Target 'a': 'scope.filter': 'emails' has no sub-attribute 'tpye'
    {'targets':[A,'scope':{'filter':'title pr and not (groups pr)'}}]} -> Target 'a': 'scope.filter': groups belong into 'scope.groups'
    {'targets':[A,'scope':{'groups':[]}}]} -> Target 'a': 'scope.groups' must be an array of 1 to 100 ids of groups
    {'targets':[A,'mapping':'$'}]} -> Target 'a': 'mapping' must be an object with 'User' or 'Group'
    {'targets':[A,'mapping':{'Printer':'$'}}]} -> Target 'a': 'mapping.Printer' is not known
    {'targets':[A,'mapping':{'User':'$now()'}}]} -> Target 'a': 'mapping.User' line 1, column 1: '$now' is not allowed, because it gives something else each time
    {'targets':[HOOK,'mapping':{'User':'$now()'}}]} -> Target 'hooks': 'mapping.User' line 1, column 1: '$now' is not allowed, because it gives something else each time
    {'targets':[HOOK,'scope':{'filter':'userTyp pr'}}]} -> Target 'hooks': 'scope.filter': 'userTyp' is no attribute of users
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_file_with_a_fault_says_which(String row) {
    String[] sides = row.split(" -> ", -1);

    String text =
        sides[0]
            .replace("SCIM", SCIM)
            .replace("HOOK", HOOK.substring(0, HOOK.length() - 1))
            .replace(
                "[WEB,",
                "[{'id':'h','tenant':'t','kind':'webhook','url':'https://x','secret':'KEY',")
            .replace("KEY", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")
            .replace("[A,", "[{'id':'a','tenant':'t','kind':'scim','url':'https://x','token':'t',");

    assertThat(problems(read(text))).containsExactly(sides[1]);
  }

  @Test
  void a_fault_in_one_target_leaves_the_others_as_they_are_read() {
    Reading reading = read("{'targets':[" + SCIM + ",{'id':'b'}," + HOOK + ",4]}");

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Targets.class,
            it -> {
              assertThat(it.targets()).extracting(Target::id).containsExactly("crm", "hooks");
              assertThat(it.flaws())
                  .anyMatch(flaw -> flaw.targetId() == null)
                  .anyMatch(flaw -> "b".equals(flaw.targetId()));
            });
  }

  @Test
  void what_lists_nobody_is_not_to_be_reconciled() {
    String google = SCIM.replace("}", ",'profile':'google','reconciliation':{'every':'PT24H'}}");
    String listed =
        SCIM.replace(
            "}",
            ",'profile':{'base':'google','paging':'index'},'reconciliation':{'every':'PT24H'}}");

    assertThat(problems(read("{'targets':[" + google + "]}")))
        .containsExactly(
            "Target 'crm': 'reconciliation' is for targets that can be read back, and this one"
                + " lists nobody: its profile says so ('paging' is 'never')");
    assertThat(targets(read("{'targets':[" + google + "]}"))).isEmpty();
    assertThat(targets(read("{'targets':[" + listed + "]}"))).hasSize(1);
  }

  @Test
  void two_targets_of_one_name_are_none() {
    assertThat(read("{'targets':[" + SCIM + "," + SCIM + "]}"))
        .isInstanceOfSatisfying(Reading.Targets.class, it -> assertThat(it.targets()).isEmpty());
  }

  @Test
  void a_target_that_is_off_is_as_one_that_is_not_there() {
    String off = SCIM.replace("}", ",'enabled':false}");

    assertThat(read("{'targets':[" + off + "]}"))
        .isEqualTo(new Reading.Targets(List.of(), List.of()));
  }

  @Test
  void no_secret_shows_in_text() {
    assertThat(read("{'targets':[" + HOOK + "]}").toString()).doesNotContain("MfKQ");
  }

  private static List<Target> targets(Reading reading) {
    return reading instanceof Reading.Targets(var targets, _) ? targets : List.of();
  }

  private static List<String> problems(Reading reading) {
    return switch (reading) {
      case Reading.Targets(_, var flaws) -> flaws.stream().map(TargetsFile.Flaw::problem).toList();
      case Reading.Unusable(var problems) -> problems;
    };
  }

  private Reading read(String text) {
    return file.read(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
