package console

// Services returns the names of the services that are looked at most, as the console's addresses spell them. They are for
// completing a word: the console has more.
func Services() []string {
	return []string{
		"acm", "apigateway", "appsync", "athena", "billing", "cloudformation", "cloudfront", "cloudshell", "cloudtrail",
		"cloudwatch", "codebuild", "codepipeline", "cognito", "config", "costmanagement", "dms", "dynamodbv2", "ec2", "ecr", "ecs",
		"efs", "eks", "elasticache", "events", "fsx", "glue", "guardduty", "iam", "iamv2", "kinesis", "kms", "lakeformation",
		"lambda", "msk", "organizations", "quicksight", "rds", "redshiftv2", "route53", "s3", "sagemaker", "scheduler",
		"secretsmanager", "securityhub", "servicecatalog", "ses", "singlesignon", "sns", "sqs", "states", "support",
		"systems-manager", "transfer", "trustedadvisor", "vpc", "wafv2", "workspaces",
	}
}
