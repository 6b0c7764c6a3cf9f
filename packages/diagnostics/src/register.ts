import { startRecording } from './record/start.js';
import { reportOnRequest } from './why/report-on-request.js';

startRecording();
reportOnRequest();
