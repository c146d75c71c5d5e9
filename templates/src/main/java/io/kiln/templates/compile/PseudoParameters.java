package io.kiln.templates.compile;

import io.kiln.templates.dialect.CfnDialect;
import io.kiln.templates.dialect.Dialect;
import io.kiln.templates.dialect.HotVersion;
import io.kiln.templates.model.Site;
import io.kiln.templates.model.StackIdentity;
import io.kiln.templates.value.Mark;
import io.kiln.templates.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** The parameters that every template has without asking: which stack this is, and where. */
final class PseudoParameters {

  /** What Heat says to CloudFormation templates, wherever it runs. */
  private static final String HEATS_REGION = "ap-southeast-1";

  private PseudoParameters() {}

  static SequencedMap<String, Value> of(Dialect dialect, StackIdentity identity, Site site) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    switch (dialect) {
      case HotVersion _ -> {
        values.put("OS::stack_id", decided("OS::stack_id", identity.id()));
        values.put("OS::project_id", decided("OS::project_id", identity.project()));
        values.put("OS::stack_name", decided("OS::stack_name", identity.name()));
      }
      case CfnDialect cfn -> {
        values.put(
            "AWS::StackId", decided("AWS::StackId", identity.id().isEmpty() ? "" : identity.arn()));
        values.put("AWS::StackName", decided("AWS::StackName", identity.name()));
        values.put(
            "AWS::Region",
            decided("AWS::Region", cfn == CfnDialect.HEAT ? HEATS_REGION : site.region()));
        if (cfn == CfnDialect.AWS) {
          values.put("AWS::AccountId", decided("AWS::AccountId", identity.project()));
          values.put("AWS::Partition", decided("AWS::Partition", site.partition()));
          values.put("AWS::URLSuffix", decided("AWS::URLSuffix", site.urlSuffix()));
          values.put("AWS::NotificationARNs", Value.list(List.of()));
        }
      }
    }
    return values;
  }

  /** What is not decided yet, such as the id of a stack that is only looked at, is not known. */
  private static Value decided(String name, String value) {
    return value.isEmpty() ? new Value.Unknown(Set.of(name), Mark.NONE) : Value.text(value);
  }
}
