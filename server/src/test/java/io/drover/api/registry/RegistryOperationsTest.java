package io.drover.api.registry;

import static io.drover.registry.TestRegistry.NOW;
import static io.drover.registry.TestRegistry.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.api.http.Caller;
import io.drover.api.http.Operation;
import io.drover.api.tags.ListTagsForResource;
import io.drover.api.tags.TagResource;
import io.drover.api.tags.UntagResource;
import io.drover.api.tags.WireTag;
import io.drover.identity.Permissions;
import io.drover.registry.TestRegistry;
import io.drover.registry.ThingPrincipalType;
import io.drover.rejection.Rejection.Forbidden;
import io.drover.rejection.Rejection.InvalidRequest;
import io.drover.rejection.Rejection.LimitExceeded;
import io.drover.rejection.Rejection.ResourceAlreadyExists;
import io.drover.store.TestDatabases;
import io.drover.tags.ResourceTags;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The registry as the contract's operations show it.
class RegistryOperationsTest {
  private static final Caller OPERATOR = new Caller("operator", Permissions.ALL);
  private static final String PREFIX = "arn:aws:iot:eu-central-1:123456789012:";

  @RegisterExtension final TestDatabases databases = TestDatabases.sqlite();

  private TestRegistry registry;
  private RegistryOperations operations;
  private ResourceTags tags;

  @BeforeEach
  void open() {
    registry = new TestRegistry(databases.database());
    operations =
        new RegistryOperations(
            registry.things,
            registry.groups,
            registry.members,
            registry.principals,
            registry.arns,
            InstantSource.fixed(NOW));
    tags =
        new ResourceTags(
            registry.database,
            registry.arns,
            registry.tags,
            Map.of("thinggroup", registry.groups::exists));
  }

  private <Q extends Record, A extends Record> A call(
      Class<? extends Operation<Q, A>> type, Q request) {
    return operations.all().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow()
        .answer(request, OPERATOR);
  }

  private CreateThing.Response createThing(String name, @Nullable Map<String, String> attributes) {
    return call(
        CreateThing.class,
        new CreateThing.Request(name, null, new AttributePayload(attributes, null), null));
  }

  private void updateThing(String name, Map<String, String> attributes, @Nullable Boolean merge) {
    call(
        UpdateThing.class,
        new UpdateThing.Request(name, null, new AttributePayload(attributes, merge), null, null));
  }

  private Map<String, String> attributes(String thing) {
    return call(DescribeThing.class, new DescribeThing.Request(thing)).attributes();
  }

  private CreateThingGroup.Response createGroup(String name, @Nullable String parent) {
    return call(CreateThingGroup.class, new CreateThingGroup.Request(name, parent, null, null));
  }

  @Test
  void everyOperationIsThereOnceAndRefusesWhoMayNotCallIt() {
    assertThat(operations.all()).hasSize(21).doesNotHaveDuplicates();
    Caller nobody = new Caller("nobody", (_, _) -> false);
    Forbidden refusal =
        refusal(
            Forbidden.class,
            () ->
                new DescribeThing(registry.things, registry.arns)
                    .answer(new DescribeThing.Request("t1"), nobody));
    assertThat(refusal.message()).contains("iot:DescribeThing").contains(PREFIX + "thing/t1");
  }

  @Test
  void aThingIsDescribedByTheContractsWords() {
    CreateThing.Response created = createThing("t1", Map.of("a", "1"));
    assertThat(created.thingArn()).isEqualTo(PREFIX + "thing/t1");
    assertThat(call(DescribeThing.class, new DescribeThing.Request("t1")))
        .isEqualTo(
            new DescribeThing.Response(
                "t1",
                "t1",
                created.thingId(),
                created.thingArn(),
                null,
                Map.of("a", "1"),
                1,
                null));
  }

  @Test
  void creatingTwiceIsOneThingAndAnotherOneIsRefused() {
    CreateThing.Response created = createThing("t1", null);
    assertThat(createThing("t1", Map.of())).isEqualTo(created);
    refusal(ResourceAlreadyExists.class, () -> createThing("t1", Map.of("a", "1")));
  }

  @Test
  void withoutMergeAttributesAreReplaced() {
    createThing("t1", Map.of("a", "0", "b", "2"));
    updateThing("t1", Map.of("a", "1"), null);
    assertThat(attributes("t1")).isEqualTo(Map.of("a", "1"));
    updateThing("t1", Map.of("b", "2"), true);
    updateThing("t1", Map.of("b", ""), true);
    assertThat(attributes("t1")).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void anUpdateWithoutPayloadKeepsTheAttributes() {
    createThing("t1", Map.of("a", "1"));
    call(UpdateThing.class, new UpdateThing.Request("t1", null, null, 1L, true));
    assertThat(attributes("t1")).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void aTypeIsNamedOrRemovedNotBoth() {
    createThing("t1", null);
    refusal(
        InvalidRequest.class,
        () -> call(UpdateThing.class, new UpdateThing.Request("t1", "lamp", null, null, true)));
  }

  @Test
  void listsEndWithoutAToken() {
    createThing("t1", Map.of("color", "red"));
    createThing("t2", null);
    List<String> seen = new ArrayList<>();
    String token = null;
    do {
      ListThings.Response page =
          call(ListThings.class, new ListThings.Request(token, 1, null, null, null, null));
      page.things().forEach(thing -> seen.add(thing.thingArn()));
      token = page.nextToken();
    } while (token != null);
    assertThat(seen).containsExactly(PREFIX + "thing/t1", PREFIX + "thing/t2");
    ListThings.Response red =
        call(ListThings.class, new ListThings.Request(null, null, "color", "re", null, true));
    assertThat(red.things()).extracting(ListThings.ThingAttribute::thingName).containsExactly("t1");
  }

  @Test
  void aGroupIsDescribedWithTheWayFromItsRoot() {
    createGroup("root", null);
    createGroup("child", "root");
    DescribeThingGroup.Response child =
        call(DescribeThingGroup.class, new DescribeThingGroup.Request("child"));
    assertThat(child.thingGroupMetadata())
        .isEqualTo(
            new DescribeThingGroup.ThingGroupMetadata(
                "root", List.of(new GroupNameAndArn("root", PREFIX + "thinggroup/root")), NOW));
    DescribeThingGroup.Response root =
        call(DescribeThingGroup.class, new DescribeThingGroup.Request("root"));
    assertThat(root.thingGroupMetadata().parentGroupName()).isNull();
    assertThat(root.thingGroupMetadata().rootToParentThingGroups()).isNull();
    assertThat(root.thingGroupProperties()).isEqualTo(new ThingGroupProperties(null, null));
  }

  @Test
  void anUpdatedGroupAnswersItsVersion() {
    createGroup("g1", null);
    ThingGroupProperties properties =
        new ThingGroupProperties("all", new AttributePayload(Map.of("a", "1"), true));
    assertThat(
            call(UpdateThingGroup.class, new UpdateThingGroup.Request("g1", properties, 1L))
                .version())
        .isEqualTo(2);
    assertThat(
            call(DescribeThingGroup.class, new DescribeThingGroup.Request("g1"))
                .thingGroupProperties())
        .isEqualTo(new ThingGroupProperties("all", new AttributePayload(Map.of("a", "1"), null)));
  }

  @Test
  void withoutAWordAboutRecursionAParentStandsForItsChildren() {
    createGroup("root", null);
    createGroup("child", "root");
    createGroup("grandchild", "child");
    assertThat(groups(null, null)).containsExactly("child", "grandchild", "root");
    assertThat(groups(null, false)).containsExactly("root");
    assertThat(groups("root", null)).containsExactly("child");
    assertThat(groups("root", true)).containsExactly("child", "grandchild");
  }

  private List<String> groups(@Nullable String parent, @Nullable Boolean recursive) {
    return call(
            ListThingGroups.class, new ListThingGroups.Request(null, null, parent, null, recursive))
        .thingGroups()
        .stream()
        .map(GroupNameAndArn::groupName)
        .toList();
  }

  @Test
  void membersAreNamedByNameOrArn() {
    createThing("t1", null);
    createGroup("g1", null);
    String thing = PREFIX + "thing/t1";
    String group = PREFIX + "thinggroup/g1";
    add("g1", null, "t1", null);
    add(null, group, null, thing);
    add("g1", group, "t1", thing);
    assertThat(members("g1")).containsExactly("t1");
    call(
        RemoveThingFromThingGroup.class,
        new RemoveThingFromThingGroup.Request(null, group, null, thing));
    assertThat(members("g1")).isEmpty();
    refusal(InvalidRequest.class, () -> add(null, null, "t1", null));
    refusal(InvalidRequest.class, () -> add("g1", null, null, null));
    refusal(InvalidRequest.class, () -> add("g2", group, "t1", null));
    refusal(InvalidRequest.class, () -> add("g1", null, "t2", thing));
    refusal(InvalidRequest.class, () -> add(null, thing, "t1", null));
  }

  private void add(
      @Nullable String group,
      @Nullable String groupArn,
      @Nullable String thing,
      @Nullable String thingArn) {
    call(
        AddThingToThingGroup.class,
        new AddThingToThingGroup.Request(group, groupArn, thing, thingArn, null));
  }

  private List<String> members(String group) {
    return call(
            ListThingsInThingGroup.class,
            new ListThingsInThingGroup.Request(group, null, null, null))
        .things();
  }

  @Test
  void groupsOfAThingAreExchangedInOneRequest() {
    createThing("t1", null);
    createGroup("g1", null);
    createGroup("g2", null);
    add("g1", null, "t1", null);
    call(
        UpdateThingGroupsForThing.class,
        new UpdateThingGroupsForThing.Request("t1", List.of("g2"), List.of("g1"), null));
    assertThat(
            call(
                    ListThingGroupsForThing.class,
                    new ListThingGroupsForThing.Request("t1", null, null))
                .thingGroups())
        .containsExactly(new GroupNameAndArn("g2", PREFIX + "thinggroup/g2"));
    refusal(
        InvalidRequest.class,
        () ->
            call(
                UpdateThingGroupsForThing.class,
                new UpdateThingGroupsForThing.Request(null, null, null, null)));
  }

  @Test
  void principalsAreListedInBothFormsAndDirections() {
    createThing("t1", null);
    String principal = registry.certificate('a');
    call(AttachThingPrincipal.class, new AttachThingPrincipal.Request("t1", principal, null));
    assertThat(
            call(ListThingPrincipals.class, new ListThingPrincipals.Request(null, null, "t1"))
                .principals())
        .containsExactly(principal);
    assertThat(
            call(
                    ListThingPrincipalsV2.class,
                    new ListThingPrincipalsV2.Request(null, null, "t1", null))
                .thingPrincipalObjects())
        .containsExactly(
            new ListThingPrincipalsV2.ThingPrincipalObject(
                principal, ThingPrincipalType.NON_EXCLUSIVE_THING));
    assertThat(
            call(ListPrincipalThings.class, new ListPrincipalThings.Request(null, null, principal))
                .things())
        .containsExactly("t1");
    assertThat(
            call(
                    ListPrincipalThingsV2.class,
                    new ListPrincipalThingsV2.Request(
                        null, null, principal, ThingPrincipalType.EXCLUSIVE_THING))
                .principalThingObjects())
        .isEmpty();
    refusal(
        InvalidRequest.class, () -> call(DeleteThing.class, new DeleteThing.Request("t1", null)));
    call(DetachThingPrincipal.class, new DetachThingPrincipal.Request("t1", principal));
    call(DeleteThing.class, new DeleteThing.Request("t1", null));
    call(DeleteThing.class, new DeleteThing.Request("t1", null));
  }

  @Test
  void groupsAreTaggedWhenCreatedAndLater() {
    CreateThingGroup.Response group =
        call(
            CreateThingGroup.class,
            new CreateThingGroup.Request(
                "g1", null, null, List.of(new WireTag("a", "1"), new WireTag("b", null))));
    new TagResource(tags)
        .answer(
            new TagResource.Request(group.thingGroupArn(), List.of(new WireTag("c", "3"))),
            OPERATOR);
    new UntagResource(tags)
        .answer(new UntagResource.Request(group.thingGroupArn(), List.of("a")), OPERATOR);
    assertThat(tagsOf(group.thingGroupArn()))
        .containsExactly(new WireTag("b", ""), new WireTag("c", "3"));
  }

  private List<WireTag> tagsOf(String arn) {
    return new ListTagsForResource(tags)
        .answer(new ListTagsForResource.Request(arn, null), OPERATOR)
        .tags();
  }

  @Test
  void tagsOfThingsReservedTagsAndTooManyAreRefused() {
    String arn = createGroup("g1", null).thingGroupArn();
    refusal(InvalidRequest.class, () -> tag(createThing("t1", null).thingArn(), 1, "k"));
    refusal(InvalidRequest.class, () -> tag(arn, 1, "aws:"));
    refusal(LimitExceeded.class, () -> tag(arn, 51, "k"));
    assertThat(tagsOf(arn)).isEmpty();
  }

  private void tag(String arn, int count, String key) {
    List<WireTag> added =
        IntStream.range(0, count).mapToObj(i -> new WireTag(key + i, "v")).toList();
    new TagResource(tags).answer(new TagResource.Request(arn, added), OPERATOR);
  }

  @Test
  void everyEndpointIsThisServer() {
    DescribeEndpoint endpoint = new DescribeEndpoint("fleet.example.org");
    List<@Nullable String> types = new ArrayList<>(Collections.singletonList(null));
    types.addAll(List.of("iot:Data", "iot:Data-ATS", "iot:CredentialProvider", "iot:Jobs"));
    for (String type : types) {
      assertThat(endpoint.answer(new DescribeEndpoint.Request(type), OPERATOR).endpointAddress())
          .isEqualTo("fleet.example.org");
    }
    refusal(
        InvalidRequest.class,
        () -> endpoint.answer(new DescribeEndpoint.Request("iot:data"), OPERATOR));
  }
}
