import express from 'express4'
import { serveExpress } from './serve-express.mjs'

serveExpress(express)
