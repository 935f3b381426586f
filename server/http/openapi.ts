import { join } from 'node:path';
import { type OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import express, { type Router } from 'express';
import swaggerUi from 'swagger-ui-dist';

/** 由各接口的 zod 声明生成的 OpenAPI 3.1 文档。 */
export function openApiDocument(registry: OpenAPIRegistry) {
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'casemix 接口',
      version: '1',
      description: '出院数据导入、DRG 分组、指标与报表。金额为两位小数的文本(元),比例为 0–1 的小数,编号为文本。',
    },
    servers: [{ url: '/' }],
  });
}

const INITIALIZER = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true,
  validatorUrl: null, presets: [SwaggerUIBundle.presets.apis] });`;

/** `/openapi.json` 与离线的文档页 `/docs`(所有文件都在本机)。 */
export function docsRouter(registry: OpenAPIRegistry): Router {
  const router = express.Router();
  const document = openApiDocument(registry);
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  // 自带的初始化脚本指向互联网上的示例,所以先于静态目录给出自己的。
  router.get('/docs/swagger-initializer.js', (_request, response) => {
    response.type('js').send(INITIALIZER);
  });
  router.use('/docs', express.static(join(swaggerUi.absolutePath())));
  return router;
}
