package io.kiln.templates.function.cfn;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.expression.ExprReader;
import io.kiln.templates.expression.Function;
import io.kiln.templates.expression.Vocabulary;
import io.kiln.templates.function.Functions;
import io.kiln.templates.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which dialect of CloudFormation has which functions. A new function is listed here. */
public final class CfnFunctions {

  private static final CfnVocabulary HEAT =
      new CfnVocabulary(CfnDialect.HEAT, true, heat(), List.of());
  private static final CfnVocabulary AWS = aws(Extensions.WITHOUT);
  private static final CfnVocabulary EXTENDED = aws(Extensions.WITH);
  private static final CfnVocabulary RULES =
      new CfnVocabulary(CfnDialect.AWS, true, List.of(), rules());

  private CfnFunctions() {}

  /**
   * The functions of a dialect; conditions of HeatTemplateFormatVersion have none, as it has no
   * conditions.
   *
   * @param extended whether the template asks for the language extensions
   */
  public static Vocabulary of(CfnDialect dialect, boolean extended) {
    return switch (dialect) {
      case HEAT -> HEAT;
      case AWS -> extended ? EXTENDED : AWS;
    };
  }

  /** The functions of rules; they are among the conditions. */
  public static Vocabulary rulesOnly() {
    return RULES;
  }

  /**
   * Reports a function where only a word may stand, unless the template asked for the language
   * extensions.
   */
  public static void literal(
      CfnDialect dialect, Vocabulary vocabulary, Node node, String what, ExprReader reader) {
    if (dialect == CfnDialect.AWS && vocabulary != EXTENDED) {
      Extensions.WITHOUT.literal(node, what, reader);
    }
  }

  /** The names of all functions that are to be had somewhere in a template of today. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(EXTENDED.values().keySet());
    names.addAll(EXTENDED.conditions().keySet());
    names.addAll(RULES.conditions().keySet());
    return names;
  }

  private static List<Function> heat() {
    List<Function> all = new ArrayList<>(Functions.fromCloudFormation());
    all.add(new FindInMap(Extensions.LENIENT));
    all.add(GetAtt.ofHeat());
    return all;
  }

  private static CfnVocabulary aws(Extensions extensions) {
    List<Function> values = new ArrayList<>(anywhere(Names.ALL, extensions));
    values.add(GetAtt.today(Names.ALL, extensions));
    values.add(new ImportValue());
    values.add(new GetStackOutput());
    values.addAll(heatsOwn());
    List<Function> conditions = new ArrayList<>(anywhere(Names.PARAMETERS, extensions));
    conditions.addAll(logic());
    return new CfnVocabulary(CfnDialect.AWS, extensions.allowed(), values, conditions);
  }

  /** What may stand in values and in conditions. */
  private static List<Function> anywhere(Names names, Extensions extensions) {
    List<Function> all =
        new ArrayList<>(
            List.of(
                new Base64(),
                new Cidr(),
                new FindInMap(extensions),
                new GetAzs(),
                new If(),
                new Join(),
                new Ref(names, extensions),
                new Select(),
                new Split(),
                new Sub(names)));
    if (extensions.allowed()) {
      all.add(new Length());
      all.add(new ToJsonString());
    }
    return all;
  }

  private static List<Function> logic() {
    return List.of(Junction.and(), Junction.or(), new Not(), new Equals(), new Condition());
  }

  private static List<Function> rules() {
    List<Function> all = new ArrayList<>(Existing.all());
    all.addAll(
        List.of(
            Junction.and(),
            Junction.or(),
            new Not(),
            new Equals(),
            Membership.contains(),
            Membership.eachEquals(),
            Membership.eachIn(),
            new Ref(Names.PARAMETERS, Extensions.WITH),
            new FindInMap(Extensions.WITH),
            new Sub(Names.PARAMETERS),
            new Join(),
            new Split(),
            new Select()));
    return all;
  }

  /** What Heat has besides, whichever version key a template carries. */
  private static List<Function> heatsOwn() {
    List<String> names = List.of("Fn::Replace", "Fn::MemberListToMap", "Fn::ResourceFacade");
    return Functions.fromCloudFormation().stream()
        .filter(function -> names.contains(function.name()))
        .toList();
  }
}
