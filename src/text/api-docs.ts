export const apiDocsText = {
  title: '接口说明',
  lead: '给接入的系统看。机器读的是 /api/openapi.json（OpenAPI 3.1），两处出自同一份定义。示例里的号码都不是真的。',
  groups: '各组接口',
  needs: '谁能用：',
  fresh: '要刚输过密码。',
  must: '必有',
  may: '可没有',
  body: '发送',
  answers: '回答',
  schema: '格式',
} as const;
