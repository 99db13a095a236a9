/**
 * Words of code under which the SDK's calls need an action that is not of the call's own name, by action in lower case. What code may say
 * in a way that cannot be followed is still told by these words. Source: the commands of https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/
 * and the methods of version 2's document client (August 2026).
 */
export const otherWords: Readonly<Record<string, readonly string[]>> = {
  "s3:listbucket": ["ListObjects", ".listObjects", "HeadBucket", ".headBucket"],
  "s3:getobject": ["HeadObject", ".headObject", "CopyObject", ".copyObject", "getSignedUrl"],
  "s3:putobject": ["Upload", ".upload", "CopyObject", ".copyObject", "getSignedUrl", "createPresignedPost"],
  "s3:deleteobject": ["DeleteObjects", ".deleteObjects"],
  "sqs:sendmessage": ["SendMessageBatch", ".sendMessageBatch"],
  "sqs:deletemessage": ["DeleteMessageBatch", ".deleteMessageBatch"],
  "sns:publish": ["PublishBatch", ".publishBatch"],
  "ssm:getparameter": ["GetParameters", ".getParameters"],
  "lambda:invokefunction": ["InvokeCommand", "InvokeAsync", ".invoke"],
  "dynamodb:getitem": [".get(", "GetCommand", "BatchGet", ".batchGet", "TransactGet", ".transactGet"],
  "dynamodb:putitem": [".put(", "PutCommand", "BatchWrite", ".batchWrite", "TransactWrite", ".transactWrite"],
  "dynamodb:updateitem": [".update(", "UpdateCommand", "TransactWrite", ".transactWrite"],
  "dynamodb:deleteitem": [".delete(", "DeleteCommand", "BatchWrite", ".batchWrite", "TransactWrite", ".transactWrite"],
  "dynamodb:batchgetitem": ["BatchGet", ".batchGet"],
  "dynamodb:batchwriteitem": ["BatchWrite", ".batchWrite"],
  "dynamodb:conditioncheckitem": ["TransactWrite", ".transactWrite"],
};
