// Answers every request with the text that it was started with: what any server on Node is measured against.
import { createServer } from 'node:http';

const [text = ''] = process.argv.slice(2);
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
