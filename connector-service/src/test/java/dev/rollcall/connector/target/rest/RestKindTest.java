package dev.rollcall.connector.target.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What an entry of a REST app may say, and what paths may become.
class RestKindTest {
  private static final String FIND =
      "'find':{'method':'GET','path':'/p?n={userName}','answer':'/0/id'}";
  private static final String CREATE =
      "'create':{'method':'POST','path':'/p','body':'{\\'n\\':resource.userName}','answer':'/id'}";
  private static final String UPDATE = "'update':{'method':'PUT','path':'/p/{remoteId}'}";
  private static final String DELETE = "'delete':{'method':'DELETE','path':'/p/{remoteId}'}";

  private static final String READ =
      "'read':{'method':'GET','path':'/p/{remoteId}','answer':'/id'}";
  private static final String LIST = "'list':{'method':'GET','path':'/p'}";

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private final List<String> problems = new ArrayList<>();

  @Test
  void a_good_entry_has_no_problem_and_shows_no_secret() {
    RestConnection read =
        read(
            "{'url':'https://app.example/api','auth':{'type':'bearer'},'token':'s3cret',"
                + "'headers':{'X-Version':'2'},'operations':{'User':{<find>,<create>,<update>,<delete>}}}");

    assertThat(problems).isEmpty();
    assertThat(read.headers())
        .containsEntry("authorization", "Bearer s3cret")
        .containsEntry("x-version", "2");
    assertThat(read.toString()).doesNotContain("s3cret");
    assertThat(read.parts()).anyMatch(part -> part.contains("s3cret"));
  }

  @Test
  void what_an_app_would_be_sent_is_shown_without_secrets() {
    var kind = new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
    RestConnection app =
        read(
            "{'url':'https://a.example/v1','auth':{'type':'bearer'},'token':'s3cret',"
                + "'operations':{'User':{<find>,<create>,<update>,<delete>}}}");
    ResourceRef ada = Facts.user("u1");

    assertThat(kind.requests(app, ada, Facts.person("ada")).stream().map(JSON::writeText))
        .containsExactly(
            "{\"operation\":\"create\",\"method\":\"POST\",\"path\":\"/p\",\"body\":{\"n\":\"ada\"}}",
            "{\"operation\":\"update\",\"method\":\"PUT\",\"path\":\"/p/{remoteId}\"}");
    assertThat(kind.requests(app, Facts.group("g1"), Facts.team("Team"))).isEmpty();
  }

  @Test
  void what_cannot_be_written_is_said() {
    var kind = new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
    RestConnection app =
        read(
            "{'url':'https://a.example','operations':{'User':{<find>,'create':{'method':'POST','path':'/p/{userName}',"
                + "'answer':'/id'},<update>,<delete>}}}");

    assertThat(kind.requests(app, Facts.user("u1"), JsonObject.EMPTY).getFirst().text("error"))
        .contains("A placeholder of the path /p/{userName} has no value");
  }

  @Test
  void only_what_is_listed_can_be_read_back() {
    var kind = new RestKind(new JsonataLanguage(MappingLimits.STANDARD));
    RestConnection unread =
        read(
            "{'url':'https://a.example','operations':{'User':{<find>,<create>,<update>,<delete>}}}");
    RestConnection read =
        read(
            "{'url':'https://a.example','operations':{'User':{<find>,<create>,<update>,<delete>,<read>,<list>}}}");

    assertThat(problems).isEmpty();
    assertThat(kind.isReadable(unread)).isFalse();
    assertThat(kind.profile(unread).readBack()).isFalse();
    assertThat(kind.isReadable(read)).isTrue();
    assertThat(kind.profile(read).readBack()).isTrue();
    assertThat(read.parts()).hasSize(unread.parts().size() + 2);
  }

  static Stream<String> faults() {
    return """
    {U} -> 'operations' must have operations for 'User' or 'Group'
    {U,'operations':{'Printer':{},'User':{<find>,<create>,<update>,<delete>}}} -> 'operations.Printer' is not known
    {U,'operations':{'User':{<find>,<create>,<update>}}} -> 'operations.User.delete' is missing
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,'addMembers':{}}}} -> 'operations.User.addMembers' is not known
    {U,'operations':{'User':{<find>,<create>,<update>,'delete':{'method':'KILL','path':'/p/{remoteId}'}}}} -> 'operations.User.delete.method' must be GET, POST, PUT, PATCH or DELETE
    {U,'operations':{'User':{<find>,<create>,<update>,'delete':{'method':'DELETE','path':'p'}}}} -> 'operations.User.delete.path' must begin with '/' and have placeholders such as {remoteId}
    {U,'operations':{'User':{<find>,<create>,<update>,'delete':{'method':'DELETE','path':'/a/../b'}}}} -> 'operations.User.delete.path' must begin with '/' and have placeholders such as {remoteId}
    {U,'operations':{'User':{<find>,<create>,<update>,'delete':{'method':'DELETE','path':'/p/{userName}'}}}} -> 'operations.User.delete.path' has {userName}, which is not known here
    {U,'operations':{'User':{<find>,<update>,<delete>,'create':{'method':'POST','path':'/p'}}}} -> 'operations.User.create.answer' is missing: it takes the app's id from the answer
    {U,'operations':{'User':{<create>,<update>,<delete>,'find':{'method':'GET','path':'/p','answer':'/id','body':'{}'}}}} -> 'operations.User.find.body' cannot be sent with GET
    {U,'operations':{'User':{<find>,<update>,<delete>,'create':{'method':'POST','path':'/p','answer':'/id','body':'$now()'}}}} -> 'operations.User.create.body' line 1, column 1: '$now' is not allowed, because it gives something else each time
    {U,'operations':{'User':{<find>,<create>,<update>,'delete':{'method':'DELETE','path':'/p/{remoteId}','done':['ok']}}}} -> 'operations.User.delete.done' must be an array of whole numbers from 100 to 599
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<list>}}} -> 'operations.User.list' wants 'read' beside it: who is on no list is asked for alone
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,'read':{'method':'GET','path':'/p/{remoteId}'}}}} -> 'operations.User.read.answer' is missing: it takes the app's id from the answer
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,'read':{'method':'GET','path':'/p/{userName}','answer':'/id'}}}} -> 'operations.User.read.path' has {userName}, which is not known here
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,'read':{'method':'GET','path':'/p/{remoteId}','answer':'$random()'}}}} -> 'operations.User.read.answer' line 1, column 1: '$random' is not allowed, because it gives something else each time
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','answer':'$eval(body)'}}}} -> 'operations.User.list.answer' line 1, column 1: '$eval' is not allowed, because it runs a text that nobody has checked
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','items':'entries'}}}} -> 'operations.User.list.items' must be a JSON pointer such as /items
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','paging':{}}}}} -> 'operations.User.list.paging.by' is missing
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','paging':{'by':'page'}}}}} -> 'operations.User.list.path' has no {page}: every page would be the first one
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p?n={page}','paging':{'by':'offset'}}}}} -> 'operations.User.list.path' has {page}, which this 'paging' does not give
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','paging':{'by':'cursor','path':'/p?c={cursor}'}}}}} -> 'operations.User.list.paging.next' is missing or not text
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','paging':{'by':'cursor','next':'/n','path':'/p'}}}}} -> 'operations.User.list.paging.path' has no {cursor}: every page would be the first one
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','paging':{'by':'link','first':1}}}}} -> 'operations.User.list.paging.first' is not known
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'POST','path':'/p','body':'{}','paging':{'by':'link'}}}}} -> 'operations.User.list.body' cannot be sent where a link leads to the next page
    {U,'operations':{'User':{<find>,<create>,<update>,<delete>,<read>,'list':{'method':'GET','path':'/p','shows':'x'}}}} -> 'operations.User.list.shows' must be an array of texts
    {U,'operations':{'Group':{'members':{'method':'GET','path':'/g/{remoteId}/m','answer':'/id','shows':['x']}}}} -> 'operations.Group.members.shows' is not known
    {U,'operations':{'Group':{'members':{'method':'GET','path':'/g/{remoteId}/m','answer':'/id'}}}} -> 'operations.Group' has 'members', which wants 'list' for 'User' beside it
    {U,'operations':{'Group':{'members':{'method':'GET','path':'/g/{remoteId}/m','answer':'/id'}}}} -> 'operations.Group.members' wants 'list' beside it, for the groups
    {U,'auth':{},'token':'t','operations':{'User':{<find>,<create>,<update>,<delete>}}} -> 'auth.type' is missing
    {U,'auth':{'type':'digest'},'operations':{'User':{<find>,<create>,<update>,<delete>}}} -> 'auth.type' must be 'none', 'bearer', 'basic', 'header' or 'oauth'
    {U,'headers':{'Authorization':'x'},'operations':{'User':{<find>,<create>,<update>,<delete>}}} -> 'headers' cannot have 'Authorization' like this
    """
        .lines();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_fault_is_said_in_words(String row) {
    String[] sides = row.split(" -> ", -1);

    read(sides[0].replace("{U", "{'url':'https://app.example/api'"));

    assertThat(problems).contains(sides[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "/p/{remoteId}, a b, /p/a%20b",
    "/p/{remoteId}, ../admin, /p/..%2Fadmin",
    "/p?n={remoteId}&x=1, a&b=c, /p?n=a%26b%3Dc&x=1",
    "/p/{remoteId}, .., ",
    "/p/{remoteId}, '', "
  })
  void a_value_stays_in_its_place(String template, String value, String path) {
    assertThat(new PathTemplate(template).with(Map.of("remoteId", value)).orElse(null))
        .isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "/id, body.`id`",
    "/0/person-id, body[0].`person-id`",
    "/data/a~1b, body.`data`.`a/b`"
  })
  void a_pointer_is_a_short_expression(String pointer, String expression) {
    assertThat(Pointer.isPointer(pointer)).isTrue();
    assertThat(Pointer.expression(pointer)).isEqualTo(expression);
  }

  private RestConnection read(String text) {
    String json =
        text.replace("<find>", FIND)
            .replace("<create>", CREATE)
            .replace("<update>", UPDATE)
            .replace("<delete>", DELETE)
            .replace("<read>", READ)
            .replace("<list>", LIST);

    byte[] bytes = quotes(json).getBytes(StandardCharsets.UTF_8);
    return new RestKind(new JsonataLanguage(MappingLimits.STANDARD))
        .read(new EntryReader(new JsonCodec(JsonLimits.CLIENT).readObject(bytes), problems::add));
  }

  private static String quotes(String text) {
    return text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\"");
  }
}
